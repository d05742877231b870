using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Onnx;
using Gan.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Watermark;

/// <summary>The tables. A cell has the share of bits, the median p-value, and the share of images found at a rate of
/// false positives of 1e-6.</summary>
internal sealed class Trial(int images, string folder)
{
    private const double Rate = 1e-6;
    private const long Grid = 36;

    internal IEnumerable<string> Rows(
        SpreadWatermark spread,
        WatermarkDecoder decoder,
        WatermarkMessage message,
        TrainedGan plain,
        TrainedGan trained,
        TrainedGan tuned
    )
    {
        using var scope = NewDisposeScope();
        var grids = Enumerable.Range(0, images / 5).Select(n => Marked(spread, Picture(plain, n))).ToList();
        var first = Singles(trained.Sample(images, seed: 1));
        var second = Singles(tuned.Sample(images, seed: 1));
        foreach (var (name, go) in Journey.All)
        {
            var cells = new[]
            {
                Cell(grids.Select(go), spread.Detect),
                Cell(first.Select(go), image => decoder.Detect(image, message)),
                Cell(second.Select(go), image => decoder.Detect(image, message)),
            };
            yield return $"| {name} | {string.Join(" | ", cells)} |";
        }
        foreach (var storage in new[] { OnnxStorage.Float16, OnnxStorage.Int8 })
        {
            var cells = new[] { trained, tuned }.Select(gan =>
                Cell(Shipped(gan, storage), image => decoder.Detect(image, message))
            );
            yield return $"| generator stored in {storage} | – | {string.Join(" | ", cells)} |";
        }
    }

    /// <summary>How many of 2,000 images without a mark look like marked ones, each asked with a key of its
    /// own.</summary>
    internal IEnumerable<string> WithoutMark(
        SpreadWatermark spread,
        WatermarkDecoder decoder,
        IDataset data,
        TrainedGan plain
    )
    {
        using var scope = NewDisposeScope();
        var real = Singles(data.Read(arange(1000), CPU).Samples);
        var made = Singles(plain.Sample(1000, seed: 9));
        var all = real.Concat(made).ToList();
        var read = all.Select((image, n) => decoder.Detect(image, new($"key {n}", decoder.Bits)).PValue).ToList();
        var found = all.Select(image => spread.Detect(image).PValue).ToList();
        yield return "| 2,000 images without a mark | p ≤ 0.1 | p ≤ 0.01 | p ≤ 0.001 | smallest |";
        yield return "|---|---|---|---|---|";
        yield return Counted("frozen decoder, a key for each", read);
        yield return Counted("pixels, one key", found);
    }

    internal IEnumerable<string> Quality(
        ClassifierFeatures features,
        IDataset data,
        TrainedGan plain,
        TrainedGan trained,
        TrainedGan tuned
    )
    {
        using var scope = NewDisposeScope();
        var real = features.Extract(data.Read(arange(2000), CPU).Samples);
        var before = plain.Sample(2000, seed: 3);
        var other = features.Extract(plain.Sample(2000, seed: 4));
        yield return "| generator | FID to the data | FID to the one without a mark | PSNR to it |";
        yield return "|---|---|---|---|";
        foreach (
            var (name, gan) in new[] { ("without a mark", plain), ("trained with it", trained), ("finished", tuned) }
        )
        {
            using var inner = NewDisposeScope();
            var samples = gan.Sample(2000, seed: 3);
            var own = features.Extract(samples);
            var distance = FrechetDistance.Compute(real, own);
            var moved = FrechetDistance.Compute(other, own);
            var error = (samples - before).square().mean().ToDouble();
            var decibels = gan == tuned ? $"{10 * Math.Log10(4 / error):0.0} dB" : "–";
            yield return $"| {name} | {distance:0.00} | {moved:0.00} | {decibels} |";
        }
    }

    private static string Counted(string name, List<double> values)
    {
        string Share(double most) => $"{(double)values.Count(p => p <= most) / values.Count:0.0000}";
        return $"| {name} | {Share(0.1)} | {Share(0.01)} | {Share(0.001)} | {values.Min():0.0e0} |";
    }

    private static string Cell(IEnumerable<Tensor> images, Func<Tensor, WatermarkEvidence> detect)
    {
        var all = images.Select(detect).ToList();
        var chance = all.Select(evidence => evidence.PValue).Order().ElementAt(all.Count / 2);
        var found = (double)all.Count(evidence => evidence.IsFound(Rate)) / all.Count;
        return $"{all.Average(evidence => evidence.Accuracy):0.0%}, {chance:0e0}, {found:0%}";
    }

    private List<Tensor> Shipped(TrainedGan gan, OnnxStorage storage)
    {
        var path = Path.Combine(folder, "watermark.onnx");
        gan.ExportOnnx(path, new OnnxOptions { Storage = storage, LeastPsnr = 0 });
        using var shipped = ShippedGan.Load(path);
        var samples = shipped.Sample(images, seed: 1);
        var singles = Singles(tensor(samples.Values.ToArray()).reshape([images, .. gan.SampleShape]));
        File.Delete(path);
        return singles;
    }

    private static List<Tensor> Singles(Tensor samples) => [.. Journey.Rounded(samples).unbind(0)];

    private static Tensor Picture(TrainedGan gan, long seed)
    {
        var samples = gan.Sample(Grid, seed: seed);
        var side = (long)Math.Sqrt(Grid);
        var framed = nn.functional.pad(samples, [1, 1, 1, 1], value: -0.5);
        var rows = framed.reshape(side, side, framed.shape[2], framed.shape[3]).permute(0, 2, 1, 3);
        return rows.reshape(1, 1, side * framed.shape[2], side * framed.shape[3]);
    }

    private static Tensor Marked(SpreadWatermark spread, Tensor picture) =>
        Journey.Rounded(spread.Apply(picture)).squeeze(0);
}
