using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Which digits are normal, which are anomalies, and which nobody learns from.</summary>
/// <param name="Train">The normal digits to learn from: the first 80 % of each normal class, uint8 [N, 1, 28,
/// 28].</param>
/// <param name="Test">What is scored, float [N, 1, 28, 28] in [−1, 1].</param>
/// <param name="IsAnomaly">Truths [N] of those.</param>
internal sealed record Protocol(Tensor Train, Tensor Test, Tensor IsAnomaly) : IDisposable
{
    internal const string OneAnomaly = "one-anomaly";
    internal const string OneNormal = "one-normal";

    /// <summary>The split of the embedded digits for a class.</summary>
    /// <param name="name">
    /// "one-anomaly": nine classes are normal, and all digits of the class are anomalies (as EGBAD and GANomaly have
    /// it). "one-normal": the class is normal, and the last 20 % of the nine others are anomalies (as Deep SVDD has
    /// it).
    /// </param>
    /// <param name="label">The class.</param>
    internal static Protocol Of(string name, int label)
    {
        using var digits = Mnist.Embedded();
        var labels = digits.Labels!.data<long>().ToArray();
        var train = new List<long>();
        var normal = new List<long>();
        var anomalies = new List<long>();
        for (var digit = 0; digit < 10; digit++)
        {
            var places = Enumerable
                .Range(0, labels.Length)
                .Where(i => labels[i] == digit)
                .Select(i => (long)i)
                .ToList();
            var learnt = places.Count * 4 / 5;
            if ((digit == label) == (name == OneNormal))
            {
                train.AddRange(places.Take(learnt));
                normal.AddRange(places.Skip(learnt));
            }
            else
            {
                anomalies.AddRange(name == OneNormal ? places.Skip(learnt) : places);
            }
        }
        using var test = tensor(normal.Concat(anomalies).ToArray());
        using var learn = tensor(train.ToArray());
        return new(
            digits.Pixels.index_select(0, learn).DetachFromDisposeScope(),
            digits.Read(test, CPU).Samples.DetachFromDisposeScope(),
            (arange(test.shape[0]) >= normal.Count).DetachFromDisposeScope()
        );
    }

    /// <summary>Floats [N, 784] in [−1, 1] of the digits to learn from.</summary>
    internal Tensor Rows => (Train.to(ScalarType.Float32) / 127.5 - 1).flatten(1);

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        IsAnomaly.Dispose();
    }
}
