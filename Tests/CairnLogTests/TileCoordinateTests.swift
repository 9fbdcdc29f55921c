import CairnLog
import Testing

@Suite("TileCoordinate")
struct TileCoordinateTests {
    @Test("paths are those of C2SP tlog-tiles, and are read back")
    func paths() throws {
        let cases: [(Int, UInt64, Int, String)] = [
            (0, 0, 256, "tile/0/000"), (0, 1_234_067, 256, "tile/0/x001/x234/067"), (1, 999, 17, "tile/1/999.p/17"),
            (2, 1_000, 1, "tile/2/x001/000.p/1"), (7, 5, 255, "tile/7/005.p/255"),
            (0, (1 << 55) - 1, 256, "tile/0/x036/x028/x797/x018/x963/967"),
        ]
        for (level, index, width, path) in cases {
            let place = try #require(TileCoordinate(level: level, index: index, width: width))
            #expect(place.path == path)
            #expect(TileCoordinate(path: path) == place)
        }
    }

    @Test(
        "any other path is refused",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/00/000", "tile/8/000", "tile/-1/000", "tile/0/0",
            "tile/0/00",
            "tile/0/0000", "tile/0/x000/000", "tile/0/x001", "tile/0/001/000", "tile/0/x001/x000", "tile/0/000/",
            "/tile/0/000", "tile/0//000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/00",
            "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/1/2", "tile/0/000.p/1 ", "tile/0/ 000", "tile/0/+00",
            "tile/0/x0x/000", "tile/0/00x", "tile/0/x00a/000", "tile/entries/000", "tile/0/٠٠٠", "tile/0/.p/5",
            "tile/0/x999/x999/x999/x999/x999/999", "tile/0/x036/x028/x797/x018/x963/968",
            "tile/0/x001/x001/x001/x001/x001/x001/x001/x001/x001/001", "tile/../../secret",
        ]
    )
    func refused(path: String) {
        #expect(TileCoordinate(path: path) == nil)
    }

    @Test("levels, indexes and widths that can't be are refused")
    func limits() {
        #expect(TileCoordinate(level: 8, index: 0) == nil)
        #expect(TileCoordinate(level: -1, index: 0) == nil)
        #expect(TileCoordinate(level: 0, index: .max) == nil)
        #expect(TileCoordinate(level: 0, index: 0, width: 0) == nil)
        #expect(TileCoordinate(level: 0, index: 0, width: 257) == nil)
        #expect(TileCoordinate(level: 0, index: .max, treeSize: .max) == nil)
    }

    @Test("a tree of 70,000 has the tiles that the specification counts")
    func widths() {
        #expect(TileCoordinate(level: 0, index: 272, treeSize: 70_000)?.width == 256)
        #expect(TileCoordinate(level: 0, index: 273, treeSize: 70_000)?.width == 112)
        #expect(TileCoordinate(level: 0, index: 274, treeSize: 70_000) == nil)
        #expect(TileCoordinate(level: 1, index: 0, treeSize: 70_000)?.width == 256)
        #expect(TileCoordinate(level: 1, index: 1, treeSize: 70_000)?.width == 17)
        #expect(TileCoordinate(level: 2, index: 0, treeSize: 70_000)?.width == 1)
        #expect(TileCoordinate(level: 3, index: 0, treeSize: 70_000) == nil)
        #expect(TileCoordinate(level: 1, index: 0, treeSize: 256)?.width == 1)
        #expect(TileCoordinate(level: 0, index: 0, treeSize: 0) == nil)
    }

    @Test("entries and submissions lie beside the tiles")
    func others() {
        #expect(TileCoordinate.entryBundlePath(index: 1_001, width: 38) == "tile/entries/x001/001.p/38")
        #expect(TileCoordinate.submissionsPath(index: 1, width: 256) == "submissions/001")
    }
}
