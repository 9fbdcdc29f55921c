import Cairn
import CairnModel
import CairnPostgres

/// Events about keys, signed by the registrar of the state directory.
enum Registrar {
    static func append(_ event: some Event, _ options: SharedOptions) async throws -> Receipt {
        let origin = try options.origin()
        let path = options.directory.registrarKey
        let appender = try await Appender(
            database: options.address,
            origin: origin,
            author: KeyFile.readVerifierKey(path + ".vkey"),
            key: KeyFile.read(path, passphrase: Passphrase.given())
        )
        let receipt = try await appender.append(event, source: "urn:cairn:cli", time: SharedOptions.now())
        await appender.close()
        return receipt
    }
}
