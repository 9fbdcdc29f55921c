public import CairnCrypto

extension Vocabulary {
    /// The notice's id.
    public static let notice = Fact<String>("notice", "the notice's id")
    /// The hash of the notice's text.
    public static let noticeHash = Fact<Hash>("noticeHash", "the hash of the notice's text")
    /// The language, as BCP 47.
    public static let language = Fact<String>("language", "the language, as BCP 47")
    /// How it was done: a code.
    public static let method = Fact<String>("method", "how it was done: a code")
    /// Who said it: self, guardian or representative.
    public static let expressedBy = Fact<String>("expressedBy", "who said it: self, guardian or representative")
    /// The way it came or went: portal, paper, letter, register.
    public static let channel = Fact<String>("channel", "the way it came or went: portal, paper, letter, register")
    /// Why: a code.
    public static let reason = Fact<String>("reason", "why: a code")
    /// The legal ground.
    public static let ground = Fact<String>("ground", "the legal ground", .term)
    /// The organisation's id, such as a ROR id.
    public static let organisation = Fact<String>("organisation", "the organisation's id, such as a ROR id")
    /// The name of the organisation or thing, never of a person.
    public static let name = Fact<String>("name", "the name of the organisation or thing, never of a person", .words)
    /// The country, as ISO 3166-1 alpha-2.
    public static let country = Fact<String>("country", "the country, as ISO 3166-1 alpha-2")
    /// The roles it has.
    public static let roles = Fact<[String]>("roles", "the roles it has")
    /// The tier of the federation.
    public static let tier = Fact<String>("tier", "the tier of the federation")
    /// A functional address, never a person's.
    public static let contact = Fact<String>("contact", "a functional address, never a person's")
    /// The agreement's id.
    public static let agreement = Fact<String>("agreement", "the agreement's id")
    /// What kind it is: a code.
    public static let kind = Fact<String>("kind", "what kind it is: a code")
    /// The organisations that are parties.
    public static let parties = Fact<[String]>("parties", "the organisations that are parties")
    /// The hash of the document.
    public static let document = Fact<Hash>("document", "the hash of the document")
    /// What it extends to: a code.
    public static let scope = Fact<String>("scope", "what it extends to: a code")
    /// From when on it holds.
    public static let validFrom = Fact<Timestamp>("validFrom", "from when on it holds")
    /// The reference that others know it by.
    public static let reference = Fact<String>("reference", "the reference that others know it by")
    /// The committee's id.
    public static let committee = Fact<String>("committee", "the committee's id")
    /// The version.
    public static let version = Fact<String>("version", "the version")
    /// The version or thing that this one follows.
    public static let previous = Fact<String>("previous", "the version or thing that this one follows")
    /// The risk that remains: none, unlikely, low, medium or high.
    public static let risk = Fact<String>("risk", "the risk that remains: none, unlikely, low, medium or high")
    /// When it must be looked at again.
    public static let reviewBy = Fact<Timestamp>("reviewBy", "when it must be looked at again")
    /// The organisation that decides on the processing.
    public static let controller = Fact<String>("controller", "the organisation that decides on the processing")
    /// The id of the legal basis.
    public static let basis = Fact<String>("basis", "the id of the legal basis")
    /// The basis under GDPR Article 6(1).
    public static let article6 = Fact<String>("article6", "the basis under GDPR Article 6(1)", .term)
    /// The exception under GDPR Article 9(2).
    public static let article9 = Fact<String>("article9", "the exception under GDPR Article 9(2)", .term)
    /// The national provision.
    public static let nationalLaw = Fact<String>("nationalLaw", "the national provision")
    /// How many it went to.
    public static let recipients = Fact<Int64>("recipients", "how many it went to")
    /// The organisation that gets or got it.
    public static let recipient = Fact<String>("recipient", "the organisation that gets or got it")
    /// Categories of data, as terms.
    public static let categories = Fact<[String]>("categories", "categories of data, as terms")
    /// Conditions, as codes or terms.
    public static let conditions = Fact<[String]>("conditions", "conditions, as codes or terms")
    /// The hash of the signed form.
    public static let form = Fact<Hash>("form", "the hash of the signed form")
    /// Until when it holds unless something ends it sooner.
    public static let validUntil = Fact<Timestamp>("validUntil", "until when it holds unless something ends it sooner")
    /// When it takes effect, where that is not when it happened.
    public static let effectiveAt = Fact<Timestamp>(
        "effectiveAt",
        "when it takes effect, where that is not when it happened"
    )
    /// The DICOM modality.
    public static let modality = Fact<String>("modality", "the DICOM modality")
    /// How many instances.
    public static let instances = Fact<Int64>("instances", "how many instances")
    /// How many bytes.
    public static let bytes = Fact<Int64>("bytes", "how many bytes")
    /// The Merkle root over the salted commitments of the instances.
    public static let instancesRoot = Fact<Hash>(
        "instancesRoot",
        "the Merkle root over the salted commitments of the instances"
    )
    /// The UIDs of the DICOM transfer syntaxes.
    public static let transferSyntaxes = Fact<[String]>("transferSyntaxes", "the UIDs of the DICOM transfer syntaxes")
    /// The verifier key.
    public static let key = Fact<String>("key", "the verifier key")
    /// The ids of the data keys.
    public static let keys = Fact<[String]>("keys", "the ids of the data keys")
    /// The index from which on the key may have been in other hands.
    public static let compromisedSince = Fact<Int64>(
        "compromisedSince",
        "the index from which on the key may have been in other hands"
    )
    /// The index of the entry whose body is taken away.
    public static let redactedIndex = Fact<Int64>("index", "the index of the entry whose body is taken away")
    /// The hash of the body that is taken away.
    public static let bodyHash = Fact<Hash>("bodyHash", "the hash of the body that is taken away")
    /// The type of the event that is taken away.
    public static let redactedType = Fact<String>("type", "the type of the event that is taken away")
    /// The ledger's name.
    public static let origin = Fact<String>("origin", "the ledger's name")
    /// The codes of the de-identification profile and its options (DICOM CID 7050).
    public static let profiles = Fact<[String]>(
        "profiles",
        "the codes of the de-identification profile and its options (DICOM CID 7050)"
    )
    /// The tool.
    public static let tool = Fact<String>("tool", "the tool")
    /// The tool's version.
    public static let toolVersion = Fact<String>("toolVersion", "the tool's version")
    /// The hash of the parameters.
    public static let parameters = Fact<Hash>("parameters", "the hash of the parameters")
    /// The Merkle root of what went in.
    public static let inputRoot = Fact<Hash>("inputRoot", "the Merkle root of what went in")
    /// The Merkle root of what came out.
    public static let outputRoot = Fact<Hash>("outputRoot", "the Merkle root of what came out")
    /// The score, as a decimal.
    public static let score = Fact<String>("score", "the score, as a decimal")
    /// The threshold, as a decimal.
    public static let threshold = Fact<String>("threshold", "the threshold, as a decimal")
    /// The outcome: a code.
    public static let outcome = Fact<String>("outcome", "the outcome: a code")
    /// The class of the field that was wrong.
    public static let fieldClass = Fact<String>("fieldClass", "the class of the field that was wrong")
    /// The commitment before.
    public static let before = Fact<Hash>("before", "the commitment before")
    /// The commitment after.
    public static let after = Fact<Hash>("after", "the commitment after")
    /// Where it came from.
    public static let source = Fact<String>("source", "where it came from")
    /// The common data model and its version.
    public static let dataModel = Fact<String>("dataModel", "the common data model and its version")
    /// The annotator's random id.
    public static let annotator = Fact<String>("annotator", "the annotator's random id")
    /// What it is about: the id of a series, an event or a thing.
    public static let target = Fact<String>("target", "what it is about: the id of a series, an event or a thing")
    /// By what it was judged.
    public static let criterion = Fact<String>("criterion", "by what it was judged")
    /// The title.
    public static let title = Fact<String>("title", "the title", .words)
    /// Its id in the catalogue.
    public static let catalogue = Fact<String>("catalogue", "its id in the catalogue")
    /// How many subjects.
    public static let subjectCount = Fact<Int64>("subjectCount", "how many subjects")
    /// How many studies.
    public static let studyCount = Fact<Int64>("studyCount", "how many studies")
    /// How many instances.
    public static let instanceCount = Fact<Int64>("instanceCount", "how many instances")
    /// How many were added.
    public static let addedCount = Fact<Int64>("addedCount", "how many were added")
    /// How many were removed.
    public static let removedCount = Fact<Int64>("removedCount", "how many were removed")
    /// The Merkle root over the salted commitments of the members.
    public static let membersRoot = Fact<Hash>(
        "membersRoot",
        "the Merkle root over the salted commitments of the members"
    )
    /// Conditions of use, as DUO codes.
    public static let dataUse = Fact<[String]>("dataUse", "conditions of use, as DUO codes")
    /// The licence.
    public static let licence = Fact<String>("licence", "the licence")
    /// The checks that were passed.
    public static let checks = Fact<[String]>("checks", "the checks that were passed")
    /// The persistent identifier.
    public static let persistentID = Fact<String>("persistentID", "the persistent identifier")
    /// By when it must be done.
    public static let dueBy = Fact<Timestamp>("dueBy", "by when it must be done")
    /// The secure processing environment.
    public static let environment = Fact<String>("environment", "the secure processing environment")
    /// The format: pseudonymised, anonymised or statistical.
    public static let format = Fact<String>("format", "the format: pseudonymised, anonymised or statistical")
    /// Why it must be so: a code.
    public static let justification = Fact<String>("justification", "why it must be so: a code")
    /// How many subjects were left out.
    public static let excludedCount = Fact<Int64>("excludedCount", "how many subjects were left out")
    /// The application's id.
    public static let application = Fact<String>("application", "the application's id")
    /// The organisation that applies.
    public static let applicant = Fact<String>("applicant", "the organisation that applies")
    /// What the assessor thinks: a code.
    public static let opinion = Fact<String>("opinion", "what the assessor thinks: a code")
    /// The organisation that assessed it.
    public static let assessor = Fact<String>("assessor", "the organisation that assessed it")
    /// When it was decided: opt-outs from then on don't touch it.
    public static let approvedAt = Fact<Timestamp>(
        "approvedAt",
        "when it was decided: opt-outs from then on don't touch it"
    )
    /// When it was made public.
    public static let publishedAt = Fact<Timestamp>("publishedAt", "when it was made public")
    /// Authorised persons, by random ids.
    public static let persons = Fact<[String]>("persons", "authorised persons, by random ids")
    /// The person's random id.
    public static let person = Fact<String>("person", "the person's random id")
    /// Permit or deny, granted or refused.
    public static let decision = Fact<String>("decision", "permit or deny, granted or refused")
    /// The policy that was applied.
    public static let policy = Fact<String>("policy", "the policy that was applied")
    /// What was asked for, by class.
    public static let queryClass = Fact<String>("queryClass", "what was asked for, by class")
    /// How many results, in buckets.
    public static let resultCount = Fact<Int64>("resultCount", "how many results, in buckets")
    /// The session.
    public static let session = Fact<String>("session", "the session")
    /// How many objects.
    public static let objects = Fact<Int64>("objects", "how many objects")
    /// The client program.
    public static let client = Fact<String>("client", "the client program")
    /// How it ended.
    public static let status = Fact<String>("status", "how it ended")
    /// The workspace.
    public static let workspace = Fact<String>("workspace", "the workspace")
    /// The container image, by digest.
    public static let image = Fact<String>("image", "the container image, by digest")
    /// The job.
    public static let job = Fact<String>("job", "the job")
    /// The hash of the command.
    public static let command = Fact<Hash>("command", "the hash of the command")
    /// The egress request.
    public static let egress = Fact<String>("egress", "the egress request")
    /// Who checked it, by a random id.
    public static let checker = Fact<String>("checker", "who checked it, by a random id")
    /// Whether personal data are in it.
    public static let personal = Fact<Bool>("personal", "whether personal data are in it")
    /// How many files.
    public static let files = Fact<Int64>("files", "how many files")
    /// The Merkle root over the files.
    public static let manifest = Fact<Hash>("manifest", "the Merkle root over the files")
    /// The hash of the model.
    public static let digest = Fact<Hash>("digest", "the hash of the model")
    /// The code that made it, by commit.
    public static let code = Fact<String>("code", "the code that made it, by commit")
    /// Metrics, as name=decimal.
    public static let metrics = Fact<[String]>("metrics", "metrics, as name=decimal")
    /// What it is for.
    public static let intendedUse = Fact<String>("intendedUse", "what it is for")
    /// What its decisions do to people: none or a code.
    public static let decisionEffect = Fact<String>("decisionEffect", "what its decisions do to people: none or a code")
    /// The reference of the human oversight.
    public static let oversight = Fact<String>("oversight", "the reference of the human oversight")
    /// The round.
    public static let round = Fact<Int64>("round", "the round")
    /// How many samples, in buckets.
    public static let samples = Fact<Int64>("samples", "how many samples, in buckets")
    /// The right, as eu-gdpr:A15 to A22.
    public static let requestedRight = Fact<String>("requestedRight", "the right, as eu-gdpr:A15 to A22", .term)
    /// When it was received.
    public static let receivedAt = Fact<Timestamp>("receivedAt", "when it was received")
    /// The hash of the answer.
    public static let response = Fact<Hash>("response", "the hash of the answer")
    /// The exception that was used.
    public static let exception = Fact<String>("exception", "the exception that was used", .term)
    /// The places where it was.
    public static let locations = Fact<[String]>("locations", "the places where it was")
    /// The restriction's id.
    public static let restriction = Fact<String>("restriction", "the restriction's id")
    /// The breach's id.
    public static let breach = Fact<String>("breach", "the breach's id")
    /// When the controller became aware.
    public static let awareAt = Fact<Timestamp>("awareAt", "when the controller became aware")
    /// Confidentiality, integrity, availability, as terms.
    public static let nature = Fact<[String]>("nature", "confidentiality, integrity, availability, as terms")
    /// Measures, as codes or terms.
    public static let measures = Fact<[String]>("measures", "measures, as codes or terms")
    /// The authority.
    public static let authority = Fact<String>("authority", "the authority")
    /// The incident's id.
    public static let incident = Fact<String>("incident", "the incident's id")
    /// The finding's id.
    public static let finding = Fact<String>("finding", "the finding's id")
    /// The penalty: a code.
    public static let penalty = Fact<String>("penalty", "the penalty: a code")
    /// How long, as an ISO 8601 duration.
    public static let period = Fact<String>("period", "how long, as an ISO 8601 duration")
    /// From when the period runs: a code.
    public static let startRule = Fact<String>("startRule", "from when the period runs: a code")
    /// The safeguard of the transfer, as eu-gdpr:A45-3, A46-2-c, A49-1-a.
    public static let safeguard = Fact<String>(
        "safeguard",
        "the safeguard of the transfer, as eu-gdpr:A45-3, A46-2-c, A49-1-a",
        .term
    )
    /// What was expected.
    public static let expected = Fact<Int64>("expected", "what was expected")
    /// What was seen.
    public static let seen = Fact<Int64>("seen", "what was seen")
    /// How many are missing.
    public static let missing = Fact<Int64>("missing", "how many are missing")
    /// How many are too many.
    public static let unexpected = Fact<Int64>("unexpected", "how many are too many")
    /// The question's code.
    public static let question = Fact<String>("question", "the question's code")
    /// The ledger's size that the answer stands on.
    public static let knownAt = Fact<Int64>("knownAt", "the ledger's size that the answer stands on")
    /// The time in the world that the answer is about.
    public static let validAt = Fact<Timestamp>("validAt", "the time in the world that the answer is about")
    /// The hash of the answer.
    public static let resultHash = Fact<Hash>("resultHash", "the hash of the answer")
    /// How many rows.
    public static let rows = Fact<Int64>("rows", "how many rows")
    /// The id of the event that stands in its place.
    public static let replacement = Fact<String>("replacement", "the id of the event that stands in its place")
    /// Where it is public.
    public static let url = Fact<String>("url", "where it is public")
    /// The rule that is set: legal-calendar, permit-required, opt-out-own-use.
    public static let rule = Fact<String>(
        "rule",
        "the rule that is set: legal-calendar, permit-required, opt-out-own-use"
    )
    /// The time zone of the member state, as the IANA names it: Europe/Rome.
    public static let timeZone = Fact<String>(
        "timeZone",
        "the time zone of the member state, as the IANA names it: Europe/Rome"
    )
    /// The public holidays of the member state, as dates: 2026-04-06.
    public static let holidays = Fact<[String]>(
        "holidays",
        "the public holidays of the member state, as dates: 2026-04-06"
    )
    /// The narrower term of each pair.
    public static let narrowTerms = Fact<[String]>("narrow", "the narrower term of each pair")
    /// The wider term of each pair.
    public static let broadTerms = Fact<[String]>("broad", "the wider term of each pair")
}
