package import Model

extension MetricSelection {
    /// The parameters that a selection leads to: what it sets, checked against the manifest, and defaults for the rest.
    ///
    /// Its targets are checked too: each must name a value of the metric.
    package func check(against manifest: MetricManifest) -> Reading<[String: ParameterValue]> {
        let sink = FindingSink()
        var values: [String: ParameterValue] = [:]
        for parameter in manifest.parameters {
            values[parameter.name] = parameter.fallback
            guard let written = parameters[parameter.name] else { continue }
            switch parameter.parse(written) {
            case .success(let value): values[parameter.name] = value
            case .failure(let refused): sink.add(refused.finding)
            }
        }
        let known = manifest.parameters.map(\.name)
        for (name, written) in parameters where !known.contains(name) {
            sink.add(Problem.unknownParameter(name, of: id, known: known, written.place))
        }
        for (name, target) in targets {
            guard let value = name.isEmpty ? manifest.headline : manifest.value(name) else {
                sink.add(Problem.unknownTarget(name, of: id, known: manifest.values.map(\.id), target.place))
                continue
            }
            // 15 for a share is 1500 %: nobody means that, but a ratio above 1 may be meant.
            if value.unit == .percent, target.value.magnitude > ExactDecimal(5) {
                sink.add(Problem.percentTarget(target.value, value.id, target.place))
            }
        }
        return sink.reading(values)
    }
}

extension Problem {
    static func unknownParameter(_ name: String, of metric: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-parameter", .error, "\"\(metric)\" has no parameter \"\(name)\"", place: place,
            remedy: Spelling.suggestion(for: name, among: known + ["target", "near", "limits"])
                ?? (known.isEmpty ? "it has none" : "its parameters are \(list(known))"))
    }

    static func unknownTarget(_ name: String, of metric: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-value", .error, "\"\(metric)\" has no value \"\(name)\" to set a target for", place: place,
            remedy: choice(for: name, among: known, "its values are"))
    }

    static func percentTarget(_ target: ExactDecimal, _ value: String, _ place: Place) -> Finding {
        // What has too many digits to be multiplied is large enough to be seen as it is.
        let isShort = target.normalized.unscaled.magnitude < UInt128(ExactDecimal.powerOfTen(30))
        let percent = isShort ? "\((target.normalized * ExactDecimal(100)).normalized) %" : "far more than 100 %"
        return Finding(
            "percent-target", .error, "a target of \(target) for the share \"\(value)\" is \(percent)", place: place,
            remedy: "did you mean \(target)%?")
    }
}
