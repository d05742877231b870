using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Losses.Tests.Fixtures;

/// <summary>What PyTorch computed; see make_fixtures.py beside this file.</summary>
internal static class PyTorch
{
    private static readonly Lazy<Cases> All = new(Read);

    public static IReadOnlyList<LossCase> Losses => All.Value.Losses;

    public static IReadOnlyList<PenaltyCase> Penalties => All.Value.Penalties;

    /// <summary>
    /// Largest difference between the entries of two vectors, relative to the largest entry of the expected one (or to
    /// 1 where that is all zeros).
    /// </summary>
    public static double Error(double[] actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        actual.Should().OnlyContain(value => double.IsFinite(value));
        var scale = expected.Max(Math.Abs);
        return actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max() / (scale > 0 ? scale : 1);
    }

    private static Cases Read()
    {
        using var stream = typeof(PyTorch).Assembly.GetManifestResourceStream("pytorch.json")!;
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        return JsonSerializer.Deserialize<Cases>(stream, options)!;
    }

    private sealed record Cases(LossCase[] Losses, PenaltyCase[] Penalties);
}

internal sealed record LossCase(
    string Loss,
    string Scores,
    double[] Real,
    double[] Fake,
    double Discriminator,
    double[] RealGradient,
    double[] FakeGradient,
    double Generator,
    double[] GeneratorGradient
);

internal sealed record PenaltyCase(
    string Critic,
    int Seed,
    string Dtype,
    long[][] Shapes,
    double[][] Weights,
    long[] Batch,
    double[] Real,
    double[] Fake,
    double[] Mixed,
    double[] Norms,
    double Penalty,
    double[][] PenaltyGradients,
    double Objective,
    double[][] ObjectiveGradients
);
