using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public sealed class AurocTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Area_and_error_are_those_of_scikit_learn_and_of_DeLongs_definition(int place)
    {
        using var file = typeof(AurocTests).Assembly.GetManifestResourceStream("auroc.json")!;
        using var cases = JsonDocument.Parse(file);
        var one = cases.RootElement[place];
        var scores = one.GetProperty("scores").EnumerateArray().Select(s => s.GetDouble()).ToList();
        var truth = one.GetProperty("isAnomaly").EnumerateArray().Select(t => t.GetBoolean()).ToList();
        var found = Of(scores, truth);
        found.Value.Should().BeApproximately(one.GetProperty("area").GetDouble(), 1e-12);
        found.StandardError.Should().BeApproximately(one.GetProperty("error").GetDouble(), 1e-12);
        found.Anomalies.Should().Be(truth.Count(t => t));
        found.Normal.Should().Be(truth.Count(t => !t));
    }

    [Fact]
    public void It_is_the_share_of_pairs_in_which_the_anomaly_scores_higher_ties_counting_half()
    {
        var random = new Random(3);
        var scores = Enumerable.Range(0, 80).Select(_ => (double)random.Next(6)).ToList();
        var truth = scores.Select(score => random.Next(10) < score + 2).ToList();
        var wins = 0.0;
        foreach (var i in Enumerable.Range(0, 80).Where(i => truth[i]))
        {
            foreach (var j in Enumerable.Range(0, 80).Where(j => !truth[j]))
            {
                wins += scores[i] > scores[j] ? 1 : 0;
                wins += scores[i].Equals(scores[j]) ? 0.5 : 0;
            }
        }
        var pairs = truth.Count(t => t) * (double)truth.Count(t => !t);
        Of(scores, truth).Value.Should().BeApproximately(wins / pairs, 1e-12);
    }

    [Fact]
    public void Perfect_inverted_and_constant_scores_have_the_areas_one_zero_and_a_half()
    {
        bool[] truth = [true, false, true, false];
        Of([3, 1, 4, 2], truth).Value.Should().Be(1);
        Of([1, 3, 2, 4], truth).Value.Should().Be(0);
        Of([7, 7, 7, 7], truth).Value.Should().Be(0.5);
        Of([3, 1, 4, 2], truth).Should().Match<Auroc>(a => a.High == 1 && a.Low == 1);
    }

    [Fact]
    public void The_interval_holds_the_true_area_in_about_95_of_100_draws()
    {
        // N(1, 1) against N(0, 1): the area is Φ(1 / √2)
        const double truth = 0.76024993890652;
        using var stream = new Generator(5);
        var held = 0;
        for (var draw = 0; draw < 400; draw++)
        {
            using var scores = randn(120, generator: stream);
            using var anomalies = arange(120) < 50;
            using var moved = scores + anomalies.to(ScalarType.Float32);
            var found = Auroc.Of(moved, anomalies);
            held += found.Low <= truth && truth <= found.High ? 1 : 0;
        }
        held.Should().BeInRange(366, 394); // 380 ± 3 standard deviations of a binomial count
    }

    [Fact]
    public void What_has_no_ranks_is_refused()
    {
        using var scores = ones(4);
        using var three = tensor(new[] { true, false, true });
        new Action(() => Auroc.Of(scores, three)).Should().Throw<ArgumentException>().WithMessage("*truths [4]*[3]*");
        new Action(() => Auroc.Of(scores, scores))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*but were Float32*");
        new Action(() => Auroc.Of(three, three))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("scores must be floats*");
        new Action(() => Of([1, double.NaN, 2, 3], [true, false, true, false]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*NaN*");
        new Action(() => Of([1, 2, 3], [true, false, false]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*1 anomalies and 2 normal*");
    }

    [Fact]
    public void Its_text_has_interval_and_counts() =>
        Of([3, 1, 4, 2], [true, false, true, false])
            .ToString()
            .Should()
            .Be("AUROC 1.000 [1.000, 1.000] (2 anomalies, 2 normal)");

    private static Auroc Of(IEnumerable<double> scores, IEnumerable<bool> isAnomaly)
    {
        using var numbers = tensor(scores.ToArray());
        using var truths = tensor(isAnomaly.ToArray());
        return Auroc.Of(numbers, truths);
    }
}
