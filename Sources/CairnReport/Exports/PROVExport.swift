public import CairnAudit
import CairnModel

/// Events as PROV-JSON: what was made of what, by what, and who was behind it.
public enum PROVExport {
    /// The document.
    ///
    /// An event is an activity where it names a dataset, model, series, annotation or egress; everything else is left out. Data subjects
    /// are not in it. Invalidation is for good in PROV, so that of a version that became active again is left out. A
    /// redacted entry is an entity of which only its place is said.
    public static func text(_ events: [ExportedEvent], redacted: [RedactedEntry] = []) -> String {
        var document = PROVDocument()
        let reactivated = Set(events.filter { $0.name == "dataset.reactivated" }.flatMap { $0.strings("datasets") })
        for event in events { add(event, to: &document, reactivated) }
        for entry in redacted { document.declare(entry) }
        return document.json.line
    }

    private static func add(_ event: ExportedEvent, to document: inout PROVDocument, _ reactivated: Set<String>) {
        let datasets = things(event, "dataset", event.strings("datasets"))
        let models = things(event, "model", event.strings("models"))
        let assets = things(event, "asset", event.strings("assets"))
        let egress = things(event, "egress", [event.string("egress")].compactMap(\.self))
        guard !(datasets + models + assets + egress).isEmpty else { return }
        let activity = document.activity(event)
        associate(event, activity, &document)

        switch event.name {
        case "image.series-received", "image.study-received":
            document.generate(assets, by: activity, event)
        case "image.deidentified", "image.pseudonymised":
            let input = things(event, "root", [event.string("inputRoot")].compactMap(\.self))
            let output = things(event, "root", [event.string("outputRoot")].compactMap(\.self))
            document.use(assets + input, by: activity, event)
            document.generate(output, by: activity, event)
            document.derive(output, from: input.isEmpty ? assets : input, by: activity)
        case "annotation.created", "annotation.revised":
            let previous = things(event, "asset", [event.string("previous")].compactMap(\.self))
            let target = things(event, "asset", [event.string("target")].compactMap(\.self))
            document.use(previous + target, by: activity, event)
            document.generate(assets, by: activity, event)
            document.derive(assets, from: target, by: activity)
            document.derive(assets, from: previous, by: activity, isRevision: true)
        case "dataset.created", "dataset.version-released":
            let previous = things(event, "dataset", [event.string("previous")].compactMap(\.self))
            document.use(previous, by: activity, event)
            document.generate(datasets, by: activity, event)
            document.derive(datasets, from: previous, by: activity, isRevision: true)
        case "dataset.members-added":
            document.use(datasets + assets, by: activity, event)
            document.collect(assets, into: datasets)
        case "model.trained":
            let previous = things(event, "model", [event.string("previous")].compactMap(\.self))
            document.use(datasets + previous, by: activity, event)
            document.generate(models, by: activity, event)
            document.derive(models, from: datasets, by: activity)
            document.derive(models, from: previous, by: activity, isRevision: true)
        case "job.finished":
            document.use(datasets, by: activity, event)
            document.generate(models, by: activity, event)
            document.derive(models, from: datasets, by: activity)
        case "egress.requested":
            document.use(datasets + models, by: activity, event)
            document.generate(egress, by: activity, event)
            document.derive(egress, from: datasets + models, by: activity)
        case "annotation.retracted", "model.withdrawn", "erasure.executed":
            document.invalidate(assets + models + datasets, by: activity, event)
        case "dataset.invalidated":
            let versions = event.strings("datasets").filter { !reactivated.contains($0) }
            document.use(datasets, by: activity, event)
            document.invalidate(things(event, "dataset", versions), by: activity, event)
        default:
            document.use(datasets + models + assets + egress, by: activity, event)
        }
    }

    private static func associate(_ event: ExportedEvent, _ activity: String, _ document: inout PROVDocument) {
        guard let actor = event.actor else { return }
        let types = ["person": "prov:Person", "organisation": "prov:Organization", "service": "prov:SoftwareAgent"]
        let agent = document.agent("cairn:" + event.path("actor", actor.id), actor.kind.flatMap { types[$0] })
        let plan = event.strings("permits").first.map { PROVThing(event, "permit", $0) }
        document.associate(agent, with: activity, plan: plan)
        if let organisation = actor.onBehalfOf ?? actor.organisation {
            let responsible = document.agent(
                "cairn:" + event.path("organisation", organisation),
                "prov:Organization"
            )
            document.delegate(responsible, to: agent, in: activity)
        }
    }

    private static func things(_ event: ExportedEvent, _ kind: String, _ ids: [String]) -> [PROVThing] {
        ids.map { PROVThing(event, kind, $0) }
    }
}
