using Gan.Data;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>
/// An attack with a canary: a row whose gradient stands apart is in the table or not, and the attacker sees every noisy
/// sum (Nasr et al. 2021, arXiv:2101.04535). What it proves of ε must stay below what the accountant states, and above
/// that where the mechanism is broken on purpose: then the test has the power to fail.
/// </summary>
public sealed class PrivacyAuditTests
{
    private const int Trials = 1200;
    private const double Delta = 1e-5;
    private const double Confidence = 0.999; // one in a thousand seeds would lie outside
    private const int Rows = 30;

    [Theory]
    [InlineData(1, 1.0, 1, 0.3)]
    [InlineData(0.3, 0.6, 5, 0.2)]
    [InlineData(0.5, 1.0, 8, 0.2)]
    public void The_attack_proves_less_than_the_accountant_states(double rate, double noise, int updates, double power)
    {
        var accountant = new Accountant(rate, noise);
        var proved = Attack(accountant, updates, clip: 1).LeastEpsilon;
        proved.Should().BeInRange(power, accountant.Epsilon(updates, Delta), "σ = {0}, q = {1}", noise, rate);
    }

    /// <summary>Faults that were found in others' work: too little noise, rows whose gradients are not clipped, and
    /// more rows than the sampling rate says.</summary>
    [Theory]
    [InlineData(0.05, 1, 1)]
    [InlineData(1, 20, 1)]
    [InlineData(1, 1, 20)]
    public void A_broken_mechanism_is_found(double noiseTaken, double clipTaken, double rateTaken)
    {
        var stated = new Accountant(0.05, 1.5);
        var broken = new Accountant(stated.SamplingRate * rateTaken, stated.NoiseMultiplier * noiseTaken);
        const int updates = 10;
        var proved = Attack(broken, updates, clipTaken, noiseOf: 1).LeastEpsilon;
        proved.Should().BeGreaterThan(stated.Epsilon(updates, Delta));
    }

    private static MembershipAudit Attack(Accountant accountant, int updates, double clip, double? noiseOf = null)
    {
        using var scope = NewDisposeScope();
        var features = zeros(Rows + 1, 4);
        using var random = new Generator(1);
        features.narrow(0, 0, Rows).copy_(0.01 * randn([Rows, 4], generator: random));
        features[Rows].copy_(tensor(new[] { 0f, 0, 0, 30 })); // the canary: far out along the last feature
        var all = features.data<float>().ToArray();
        using var without = ArrayDataset.Table(all[..^4], 4);
        using var with = ArrayDataset.Table(all, 4);
        using var network = new MlpOptions { DiscriminatorWidths = [], Dropout = 0 }.Discriminator(new([4], 2));
        var gradients = new SampleGradients(network);
        var mechanism = new NoisySum(gradients.Weights, accountant, noiseOf ?? clip);
        var scores = new List<double>[] { [], [] };
        for (var trial = 0; trial < Trials; trial++)
        {
            for (var world = 0; world < 2; world++)
            {
                scores[world].Add(Seen(world == 1 ? with : without, (2L * trial) + world));
            }
        }
        return MembershipAudit.Of(scores[1], scores[0], Delta, Confidence);

        // What the attacker makes of all sums: how far they go along the canary's gradient.
        double Seen(IDataset rows, long trial)
        {
            var seen = 0.0;
            for (var update = 0; update < updates; update++)
            {
                using var inner = NewDisposeScope();
                using var secret = new SecretStream(SecretStream.Key(4), (trial * updates) + update);
                var sums = mechanism.Of(secret, rows, CPU, real => Sum(real));
                seen += sums[0].flatten()[3].ToDouble();
            }
            return seen;
        }

        IReadOnlyList<Tensor> Sum(Tensor real) =>
            gradients.Clipped(() => network.call(real, null), scores => ones_like(scores), clip).Sums;
    }
}
