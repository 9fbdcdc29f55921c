import Foundation
import Testing

/// A server that asks for client certificates, and that clients verify.
@Suite("TLS")
struct TLSTests {
    private static let script = """
        set -e
        cd "$1"
        authority() { openssl req -x509 -newkey ed25519 -nodes -days 2 -subj "/CN=$1" -keyout "$1.key" -out "$1.crt"; }
        issue() {
          openssl req -newkey ed25519 -nodes -subj "/CN=$1" -addext "subjectAltName=DNS:$1" -keyout "$1.key" -out "$1.csr"
          openssl x509 -req -days 2 -in "$1.csr" -CA authority.crt -CAkey authority.key -CAcreateserial -copy_extensions copy -out "$1.crt"
        }
        { authority authority; authority stranger; issue localhost; issue cairn; } 2>/dev/null
        binaries=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        run() { "$@"; }
        if [ "$(id -u)" = 0 ]; then chown postgres . *; run() { setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; }; fi
        run "$binaries/initdb" --pgdata=data --username=cairn --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
        echo 'hostssl all all 127.0.0.1/32 cert' >data/pg_hba.conf
        run "$binaries/pg_ctl" --pgdata=data --wait --silent --log=log --options="-c listen_addresses=127.0.0.1 -c port=$2 \\
          -c unix_socket_directories='' -c ssl=on -c ssl_cert_file=$1/localhost.crt -c ssl_key_file=$1/localhost.key \\
          -c ssl_ca_file=$1/authority.crt" start >/dev/null
        [ "$(id -u)" != 0 ] || chown root cairn.key
        """

    @Test func theServerIsVerifiedAndTheClientShowsItsCertificate() throws {
        let cairn = try Program()
        let folder = cairn.state + "-tls"
        let port = Int.random(in: 20_000..<30_000)
        defer {
            cairn.remove()
            // A server that didn't start leaves nothing to stop.
            _ = try? Program.shell("kill -INT $(head -1 '\(folder)/data/postmaster.pid'); rm -rf '\(folder)'")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(TLSTests.script.utf8).write(to: URL(fileURLWithPath: folder + "/script"))
        let started = try Program.shell("bash '\(folder)/script' '\(folder)' \(port)")
        #expect(started.status == 0, "\(started.output)")
        func database(_ authority: String = "authority", client: Bool = true, host: String = "localhost") -> String {
            let certificate = client ? "sslcert=\(folder)/cairn.crt sslkey=\(folder)/cairn.key" : "sslcert=/none"
            return
                "--database 'host=\(host) hostaddr=127.0.0.1 port=\(port) user=cairn dbname=postgres sslmode=verify-full "
                + "sslrootcert=\(folder)/\(authority).crt \(certificate)'"
        }
        let begun = try cairn.run("init ledger.hospital-a.example/imaging \(database())")
        #expect(begun.status == 0, "\(begun.output)")
        #expect(try cairn.run("seal \(database())").status == 0)
        #expect(try cairn.run("verify \(database())").status == 0)
        for refused in [database("stranger"), database(client: false), database(host: "other.example")] {
            let answer = try cairn.run("verify \(refused)")
            #expect(answer.status == 1)
            #expect(answer.output.contains("connection.failed"), "\(answer.output)")
        }
    }
}
