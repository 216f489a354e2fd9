import Statistics
import Testing

@Suite struct StudentTTests {
    /// `scipy.stats.t.ppf(0.975, ν)` and `2 * scipy.stats.t.cdf(1.5, ν) - 1`.
    @Test(
        "quantiles and probabilities as SciPy has them",
        arguments: [
            (1, 12.706204736174694, 0.6256659163780023),
            (2, 4.302652729749462, 0.7276068751089988),
            (3, 3.1824463052837078, 0.7694161347551771),
            (4, 2.7764451051977934, 0.792),
            (5, 2.5705818356363146, 0.8060963197575268),
            (19, 2.0930240544083087, 0.8499514692577284),
            (30, 2.0422724563012378, 0.8559340708713541),
            (999, 1.9623414611334493, 0.8660696452887151),
        ])
    func quantiles(degrees: Int, quantile: Double, probability: Double) {
        let t = StudentT(degrees: degrees)
        #expect(abs(t.bound(containing: 0.95) / quantile - 1) < 1e-10)
        #expect(abs(t.probability(within: 1.5) - probability) < 1e-12)
        #expect(t.probability(within: -1.5) == t.probability(within: 1.5))
    }

    /// `scipy.stats.t.sf(t, ν)`.
    @Test(
        "tails as SciPy has them",
        arguments: [
            (1, 1.0, 0.25),
            (4, -1.5, 0.896),
            (62, 1.6698041625120112, 0.05),
            (62, -8, 0.9999999999802137),
            (62, 40, 0),
            (7, .infinity, 0),
            (7, -.infinity, 1),
        ])
    func tails(degrees: Int, t: Double, probability: Double) {
        #expect(abs(StudentT(degrees: degrees).probability(above: t) - probability) < 1e-13)
    }

    @Test("the ends of the range")
    func ends() {
        #expect(StudentT(degrees: 4).probability(within: 0) == 0)
        #expect(StudentT(degrees: 4).probability(within: .infinity) == 1)
        #expect(StudentT(degrees: 1).bound(containing: 0) == 0)
    }
}
