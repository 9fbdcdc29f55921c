public import CairnCrypto
import CairnLog

/// A series of images was received: one event, however many instances it has.
public struct ImageSeriesReceived: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.image.series-received.v1")
    /// The subject's random id.
    public let subject: String
    /// The random id of the series.
    public let series: String
    /// The random id of the study.
    public let study: String
    /// The DICOM modality, such as `CT`.
    public let modality: String
    /// The number of instances.
    public let instances: Int64
    /// The bytes of all files together.
    public let bytes: Int64
    /// The UIDs of the DICOM transfer syntaxes that the files have; none where they were not looked at.
    public let transferSyntaxes: [String]
    /// The Merkle root over the salted commitments of the instances, in the order of the sealed list.
    public let instancesRoot: Hash
    /// The id of the service that received the series.
    public let actor: String
    /// What identifies someone, sealed.
    public let sealed: [SealedReference]

    /// Makes the event.
    public init(
        subject: String,
        series: String,
        study: String,
        modality: String,
        instances: Int64,
        bytes: Int64,
        transferSyntaxes: [String] = [],
        instancesRoot: Hash,
        actor: String,
        sealed: [SealedReference]
    ) {
        self.subject = subject
        self.series = series
        self.study = study
        self.modality = modality
        self.instances = instances
        self.bytes = bytes
        self.transferSyntaxes = transferSyntaxes
        self.instancesRoot = instancesRoot
        self.actor = actor
        self.sealed = sealed
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        let subjects = try data.requiredStrings("subjects")
        let assets = try data.requiredStrings("assets")
        guard subjects.count == 1, assets.count == 2 else {
            throw ModelError(.event, "a series has one subject and two assets: series and study")
        }
        subject = subjects[0]
        series = assets[0]
        study = assets[1]
        modality = try data.requiredString("modality")
        instances = try data.requiredCount("instances")
        bytes = try data.requiredCount("bytes")
        transferSyntaxes = data["transferSyntaxes"] == nil ? [] : try data.requiredStrings("transferSyntaxes")
        guard let root = Base64.decode(Array(try data.requiredString("instancesRoot").utf8)).flatMap({ Hash($0) })
        else {
            throw ModelError(.event, "instancesRoot is not base64 of 32 bytes")
        }
        instancesRoot = root
        guard let actor = data["actor"]?["id"]?.string else { throw ModelError(.event, "actor has no id") }
        self.actor = actor
        sealed = try SealedReference.list(in: data)
    }

    /// The event's data.
    public var data: JSONValue {
        .object(
            [
                .init("subjects", .array([.string(subject)])),
                .init("assets", .array([.string(series), .string(study)])),
                .init("actor", .service(actor)), .init("modality", .string(modality)),
                .init("instances", .integer(instances)), .init("bytes", .integer(bytes)),
            ]
                + (transferSyntaxes.isEmpty
                    ? [] : [.init("transferSyntaxes", .array(transferSyntaxes.map { .string($0) }))])
                + [.init("instancesRoot", .string(Base64.encode(instancesRoot.bytes)))]
                + SealedReference.members(sealed)
        )
    }
}

/// A file was refused: it is no image that can be read.
public struct ImageRejected: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.image.rejected.v1")
    /// Why: a code such as `unreadable`.
    public let reason: String
    /// The bytes of the file.
    public let bytes: Int64
    /// The id of the service that refused it.
    public let actor: String
    /// What identifies the file, sealed.
    public let sealed: [SealedReference]

    /// Makes the event.
    public init(reason: String, bytes: Int64, actor: String, sealed: [SealedReference]) {
        self.reason = reason
        self.bytes = bytes
        self.actor = actor
        self.sealed = sealed
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        reason = try data.requiredString("reason")
        bytes = try data.requiredCount("bytes")
        guard let actor = data["actor"]?["id"]?.string else { throw ModelError(.event, "actor has no id") }
        self.actor = actor
        sealed = try SealedReference.list(in: data)
    }

    /// The event's data.
    public var data: JSONValue {
        .object(
            [.init("actor", .service(actor)), .init("reason", .string(reason)), .init("bytes", .integer(bytes))]
                + SealedReference.members(sealed)
        )
    }
}

extension JSONValue {
    /// The actor of an event that a service records.
    static func service(_ id: String) -> JSONValue {
        .object([.init("id", .string(id)), .init("kind", .string("service"))])
    }
}
