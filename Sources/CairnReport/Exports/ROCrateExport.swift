public import CairnAudit
import CairnModel

/// Events as the metadata file of an RO-Crate, under the profile Process Run Crate 0.5.
public enum ROCrateExport {
    /// The file `ro-crate-metadata.json`.
    ///
    /// Jobs, trainings and evaluations of models, annotations and de-identification are actions; everything else is left out. The crate is
    /// as old as the newest entry in it, so that the same events give the same file. Its description says how many
    /// events are redacted.
    public static func text(_ events: [ExportedEvent], redacted: [RedactedEntry] = []) -> String {
        var graph = ROCrateGraph()
        for event in events where isAction(event) { graph.add(event) }
        let published = events.map(\.recordedAt).max() ?? "1970-01-01T00:00:00Z"
        return JSONValue.members([
            "@context": .string("https://w3id.org/ro/crate/1.1/context"),
            "@graph": .array(head(published, graph.actions, RedactedTypes(redacted)) + graph.entities),
        ]).line
    }

    private static func isAction(_ event: ExportedEvent) -> Bool {
        switch event.name {
        case "job.started", "job.finished", "model.trained", "model.evaluated", "model.round-contributed",
            "annotation.created", "annotation.revised", "annotation.validated", "image.deidentified",
            "image.pseudonymised":
            true
        default: false
        }
    }

    private static func head(_ published: String, _ actions: [String], _ redacted: RedactedTypes) -> [JSONValue] {
        let saying = "What a Cairn ledger says was done to data, with what, by whom and when."
        let description = ([saying] + [redacted.sentence].compactMap(\.self)).joined(separator: " ")
        let profile = "https://w3id.org/ro/wfrun/process/0.5"
        return [
            .members([
                "@id": .string("ro-crate-metadata.json"), "@type": .string("CreativeWork"),
                "about": ROCrateGraph.link("./"),
                "conformsTo": ROCrateGraph.link("https://w3id.org/ro/crate/1.1"),
            ]),
            .members([
                "@id": .string("./"), "@type": .string("Dataset"),
                "name": .string("Processing of medical imaging data"),
                "description": .string(description),
                "datePublished": .string(published), "license": ROCrateGraph.link("#terms"),
                "conformsTo": ROCrateGraph.link(profile),
                "mentions": .array(actions.map(ROCrateGraph.link)),
            ]),
            .members([
                "@id": .string("#terms"), "@type": .string("CreativeWork"), "name": .string("Terms of use"),
                "description": .string(
                    "This file licenses nothing: data may be used as the consents and permits in the ledger allow."
                ),
            ]),
            .members([
                "@id": .string(profile), "@type": .string("CreativeWork"), "name": .string("Process Run Crate"),
                "version": .string("0.5"),
            ]),
        ]
    }
}
