import CairnModel
import Foundation

/// The events of a federation that never was: who takes part, what was imaged, what was agreed to, who looked.
///
/// The same numbers and seed give the same lines. A few datasets, users and subjects occur far more often than the rest.
struct MadeUpFederation {
    /// How much there is of everything.
    struct Size {
        var subjects: Int
        var seriesPerSubject = 3
        var accesses: Int
        var datasets = 40
        var permits = 120
    }

    private let size: Size
    private var random: SeededRandom
    private var written = 0
    private let write: (String) -> Void
    /// The first second, 2025-01-01.
    private static let start: Int64 = 1_735_689_600
    private static let span: Int64 = 540 * 86_400
    private static let research = "eu-ehds:HealthcareScientificResearch"
    private static let training = "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"
    private static let purposes = [research, training, "dpv:AcademicResearch", "DUO:0000006", "dpv:CommercialResearch"]

    init(_ size: Size, seed: UInt64, write: @escaping (String) -> Void) {
        self.size = size
        random = SeededRandom(seed: seed)
        self.write = write
    }

    /// Writes every event, a line each.
    mutating func make() {
        for number in 0..<61 { institution(number) }
        for number in 0..<size.subjects { subject(number) }
        for number in 0..<size.datasets { dataset(number) }
        for number in 0..<size.permits { permit(number) }
        for number in 0..<(size.permits / 2) { model(number) }
        for number in 0..<((size.accesses + 19) / 20) {
            session(number, accesses: min(20, size.accesses - number * 20))
        }
    }

    private mutating func line(_ type: String, _ second: Int64, _ data: String) {
        let high = random.next()
        let low = random.next()
        let milliseconds = (MadeUpFederation.start + Int64(written / 1_000)) * 1_000 + Int64(written % 1_000)
        written += 1
        let time = hex(UInt64(milliseconds), 12)
        let id =
            "\(time.prefix(8))-\(time.suffix(4))-7\(hex(high >> 52, 3))-8\(hex(high >> 40 & 0xFFF, 3))-\(hex(low >> 16, 12))"
        write(
            #"{"specversion":"1.0","id":"\#(id)","source":"urn:cairn:generate","type":"cairn.\#(type).v1","time":"\#(text(second))","data":\#(data)}"#
        )
    }

    private func hex(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits.suffix(width)
    }

    private func text(_ second: Int64) -> String {
        // Every second of these years can be written.
        String((Timestamp(microseconds: second * 1_000_000).map { "\($0)" } ?? "").prefix(19)) + "Z"
    }

    private mutating func moment(after: Int64 = 0) -> Int64 {
        let first = max(MadeUpFederation.start, after)
        let left = max(1, MadeUpFederation.start + MadeUpFederation.span - first)
        return first + Int64(random.next() % UInt64(left))
    }

    private mutating func institution(_ number: Int) {
        let role = number < 21 ? "eu-ehds:HealthDataHolder" : "eu-ehds:HealthDataUser"
        let country = ["IT", "ES", "FR", "DE", "NL", "PT", "GR", "SE", "PL", "CH", "US"][number % 11]
        line(
            "institution.registered",
            MadeUpFederation.start,
            #"{"organisation":"org:\#(number)","name":"Institution \#(number)","country":"\#(country)","roles":["\#(role)"]}"#
        )
    }

    private mutating func subject(_ number: Int) {
        let begin = moment() - MadeUpFederation.span / 2
        let subject = "subject-\(number)"
        line("subject.enrolled", begin, #"{"subjects":["\#(subject)"]}"#)
        if random.happens(900) {
            line("notice.provided", begin + 3_600, #"{"subjects":["\#(subject)"],"notice":"notice-1","language":"it"}"#)
        }
        if random.happens(800) { consent(subject, number, begin + 7_200) }
        if random.happens(20) { line("opt-out.registered", moment(after: begin), #"{"subjects":["\#(subject)"]}"#) }
        for series in 0..<size.seriesPerSubject {
            let id = "series-\(number)-\(series)"
            let modality = ["CT", "MR", "PT", "MG"][random.skewed(4)]
            line(
                "image.series-received",
                begin + 10_000,
                #"{"subjects":["\#(subject)"],"assets":["\#(id)","study-\#(number)"],"actor":{"id":"gateway","kind":"service"},"modality":"\#(modality)","instances":\#(40 + random.skewed(400)),"bytes":\#(random.next() % 300_000_000),"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}"#
            )
            line(
                "image.deidentified",
                begin + 12_000,
                #"{"assets":["\#(id)"],"profiles":["DCM:113100"],"tool":"ctp","toolVersion":"1"}"#
            )
            if random.happens(200) {
                line(
                    "annotation.created",
                    begin + 20_000,
                    #"{"assets":["annotation-\#(number)-\#(series)"],"kind":"SEG","target":"\#(id)","subjects":["\#(subject)"]}"#
                )
            }
        }
        if random.happens(5) {
            let received = moment(after: begin)
            line(
                "request.received",
                received,
                #"{"requests":["request-\#(number)"],"subjects":["\#(subject)"],"requestedRight":"eu-gdpr:A15","receivedAt":"\#(text(received))"}"#
            )
            if random.happens(900) {
                line(
                    "request.answered",
                    received + Int64(random.skewed(50)) * 86_400,
                    #"{"requests":["request-\#(number)"],"decision":"granted"}"#
                )
            }
        }
    }

    private mutating func consent(_ subject: String, _ number: Int, _ time: Int64) {
        let purpose = MadeUpFederation.purposes[random.skewed(4)]
        let until = random.happens(200) ? #","validUntil":"\#(text(time + 200 * 86_400))""# : ""
        line(
            "consent.given",
            time,
            #"{"subjects":["\#(subject)"],"consents":["consent-\#(number)"],"purposes":["\#(purpose)"],"notice":"notice-1","method":"form","expressedBy":"self"\#(until)}"#
        )
        if random.happens(50) {
            line(
                "consent.withdrawn",
                moment(after: time),
                #"{"subjects":["\#(subject)"],"consents":["consent-\#(number)"]}"#
            )
        } else if random.happens(30) {
            line(
                "consent.renewed",
                moment(after: time),
                #"{"subjects":["\#(subject)"],"consents":["consent-\#(number)"],"purposes":["\#(MadeUpFederation.research)"]}"#
            )
        }
    }

    /// A dataset in three versions: the second adds a tenth, the third takes a few out.
    private mutating func dataset(_ number: Int) {
        let id = "dataset-\(number)"
        let begin = MadeUpFederation.start + Int64(number) * 86_400
        let count = max(10, size.subjects / 5 / (number + 1))
        let first = Int(random.next() % UInt64(max(1, size.subjects - count)))
        line(
            "dataset.created",
            begin,
            #"{"datasets":["\#(id)"],"title":"Dataset \#(number)","controller":"org:\#(number % 21)"}"#
        )
        members("members-added", "\(id)@1", first..<(first + count), begin)
        line("dataset.version-released", begin + 60, #"{"datasets":["\#(id)@1"],"subjectCount":\#(count)}"#)
        let more = (first + count)..<min(size.subjects, first + count + count / 10)
        members("members-added", "\(id)@2", more, begin + 30 * 86_400)
        line(
            "dataset.version-released",
            begin + 30 * 86_400 + 60,
            #"{"datasets":["\#(id)@2"],"previous":"\#(id)@1","subjectCount":\#(count + more.count)}"#
        )
        members("members-removed", "\(id)@3", first..<(first + count / 50), begin + 60 * 86_400)
        line(
            "dataset.version-released",
            begin + 60 * 86_400 + 60,
            #"{"datasets":["\#(id)@3"],"previous":"\#(id)@2","subjectCount":\#(count + more.count - count / 50)}"#
        )
        if number % 3 == 0 {
            line(
                "legal-basis.asserted",
                begin,
                #"{"basis":"basis-\#(number)","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["\#(id)@1","\#(id)@2","\#(id)@3"],"purposes":["\#(MadeUpFederation.research)"]}"#
            )
        }
    }

    private mutating func members(_ verb: String, _ version: String, _ range: Range<Int>, _ time: Int64) {
        var next = range.lowerBound
        while next < range.upperBound {
            let end = min(range.upperBound, next + 300)
            let subjects = (next..<end).map { "\"subject-\($0)\"" }.joined(separator: ",")
            let assets = (next..<end).flatMap { number in
                (0..<size.seriesPerSubject).map { "\"series-\(number)-\($0)\"" }
            }.joined(separator: ",")
            line(
                "dataset.\(verb)",
                time,
                #"{"datasets":["\#(version)"],"subjects":[\#(subjects)],"assets":[\#(assets)]}"#
            )
            next = end
        }
    }

    private mutating func permit(_ number: Int) {
        let dataset = "dataset-\(random.skewed(size.datasets))"
        let from = MadeUpFederation.start + 90 * 86_400 + Int64(number) * 86_400
        let persons = (0..<4).map { "\"user-\(number)-\($0)\"" }.joined(separator: ",")
        permits.append((dataset, from))
        line(
            "permit.issued",
            from,
            #"{"permits":["permit-\#(number)"],"datasets":["\#(dataset)@1","\#(dataset)@2","\#(dataset)@3"],"purposes":["\#(MadeUpFederation.research)"],"organisation":"org:\#(21 + number % 40)","approvedAt":"\#(text(from))","validFrom":"\#(text(from))","validUntil":"\#(text(from + 365 * 86_400))","persons":[\#(persons)],"environment":"spe-\#(number % 3)"}"#
        )
        if number % 20 == 7 {
            line("permit.revoked", from + 100 * 86_400, #"{"permits":["permit-\#(number)"],"reason":"misuse"}"#)
        }
    }

    private var permits: [(dataset: String, from: Int64)] = []

    private mutating func model(_ number: Int) {
        let permit = permits[number]
        line(
            "model.trained",
            permit.from + 50 * 86_400,
            #"{"models":["model-\#(number)"],"datasets":["\#(permit.dataset)@2"],"permits":["permit-\#(number)"]}"#
        )
        line(
            "egress.requested",
            permit.from + 60 * 86_400,
            #"{"egress":"egress-\#(number)","permits":["permit-\#(number)"],"kind":"model","files":1,"environment":"spe-\#(number % 3)","models":["model-\#(number)"]}"#
        )
        if random.happens(900) {
            line(
                "egress.checked",
                permit.from + 61 * 86_400,
                #"{"egress":"egress-\#(number)","checker":"checker-1","method":"manual","personal":false}"#
            )
            line(
                "egress.approved",
                permit.from + 61 * 86_400,
                #"{"egress":"egress-\#(number)","checker":"checker-1","personal":false}"#
            )
        }
        line("egress.released", permit.from + 62 * 86_400, #"{"egress":"egress-\#(number)","files":1}"#)
    }

    /// One person at work under one permit, for some hours; a few sessions are never closed.
    private mutating func session(_ number: Int, accesses: Int) {
        let place = random.skewed(permits.count)
        let begin = permits[place].from + Int64(random.next() % UInt64(370 * 86_400))
        let person = "user-\(place)-\(random.happens(995) ? random.skewed(4) : 9)"
        line(
            "session.opened",
            begin,
            #"{"session":"session-\#(number)","environment":"spe-\#(place % 3)","permits":["permit-\#(place)"],"person":"\#(person)"}"#
        )
        for step in 1...accesses { access(number, place, person, begin + Int64(step) * 600) }
        if random.happens(995) {
            line("session.closed", begin + Int64(accesses + 1) * 600, #"{"session":"session-\#(number)"}"#)
        }
    }

    private mutating func access(_ session: Int, _ place: Int, _ person: String, _ time: Int64) {
        let permit = permits[place]
        let verb = random.happens(20) ? "denied" : ["read", "viewed", "queried", "downloaded"][random.skewed(4)]
        let extra =
            verb == "denied"
            ? #""reason":"person-outside-permit","# : verb == "queried" ? #""queryClass":"modality","# : ""
        let purpose = random.happens(980) ? MadeUpFederation.training : "dpv:CommercialResearch"
        let version = 1 + random.skewed(3)
        let touched =
            random.happens(100)
            ? #""subjects":["subject-\#(random.skewed(size.subjects))"]"#
            : #""datasets":["\#(permit.dataset)@\#(version)"]"#
        line(
            "access.\(verb)",
            time,
            #"{\#(extra)"purposes":["\#(purpose)"],"permits":["permit-\#(place)"],"session":"session-\#(session)",\#(touched),"objects":\#(random.skewed(500)),"actor":{"id":"\#(person)","kind":"person","organisation":"org:\#(21 + place % 40)"}}"#
        )
    }
}
