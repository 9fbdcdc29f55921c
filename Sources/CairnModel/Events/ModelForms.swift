extension Vocabulary {
    /// Events of the family `model`: models that were trained on data.
    static let modelForms: [EventForm] = [
        modelTrained,
        modelEvaluated,
        modelReleased,
        modelWithdrawn,
        modelRoundContributed,
    ]

    /// A model was trained on dataset versions.
    public static let modelTrained = EventForm(
        "model.trained",
        "A model was trained on dataset versions.",
        requires: [models, datasets],
        allows: [version, digest, code, metrics, permits, job, previous, purposes],
        terms: ["eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms", "prov:wasDerivedFrom"]
    )

    /// A model was evaluated.
    public static let modelEvaluated = EventForm(
        "model.evaluated",
        "A model was evaluated.",
        requires: [models, datasets],
        allows: [metrics, permits]
    )

    /// A model was released.
    public static let modelReleased = EventForm(
        "model.released",
        "A model was released.",
        requires: [models, intendedUse],
        allows: [version, digest, decisionEffect, oversight, licence, recipient]
    )

    /// A model was withdrawn.
    public static let modelWithdrawn = EventForm(
        "model.withdrawn",
        "A model was withdrawn.",
        requires: [models, reason]
    )

    /// A node contributed to a federated round.
    public static let modelRoundContributed = EventForm(
        "model.round-contributed",
        "A node contributed to a federated round.",
        requires: [models, datasets, round],
        allows: [samples, digest]
    )
}
