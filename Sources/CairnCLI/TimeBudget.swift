import ArgumentParser

/// A time as people write it: 90s, 5m, 2h.
struct TimeBudget: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let unit = argument.last, let number = Int64(argument.dropLast()), (1...1_000_000).contains(number),
            let seconds: Int64 = ["s": 1, "m": 60, "h": 3_600][unit]
        else { return nil }
        duration = .seconds(number * seconds)
    }
}
