extension Vocabulary {
    /// Data subjects, by their random ids.
    public static let subjects = Fact<[String]>("subjects", "the data subjects, by their random ids")
    /// Series, studies, annotations.
    public static let assets = Fact<[String]>("assets", "series, studies and annotations")
    /// Datasets.
    public static let datasets = Fact<[String]>("datasets", "datasets, as id@version")
    /// Models.
    public static let models = Fact<[String]>("models", "models")
    /// Data permits.
    public static let permits = Fact<[String]>("permits", "data permits")
    /// Consents.
    public static let consents = Fact<[String]>("consents", "consents")
    /// Requests.
    public static let requests = Fact<[String]>("requests", "requests of data subjects")
    /// Purposes.
    public static let purposes = Fact<[String]>("purposes", "purposes, as terms of DPV, the EHDS or DUO")
    /// What led to it.
    public static let causes = Fact<[String]>("causes", "the ids of the events that led to this one")
    /// Who did it.
    public static let actor = Fact<Actor>("actor", "who did it; people by random ids from the vault")
    /// What is sealed.
    public static let sealed = Fact<[SealedReference]>("sealed", "what could identify someone, sealed in the vault")

    /// What any event may say.
    static let always: [any FactForm] = [actor, causes, sealed]
}
