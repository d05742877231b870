using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;
using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>Ranges of values inside a network, over samples drawn as in use: each value is made an output, and the
/// network runs as it stands, without ONNX Runtime's changes.</summary>
internal sealed class Calibration(Proto.ModelProto model, OnnxJudge judge, Quantisation how)
{
    private const int Batch = 16;
    private const int Bins = 4096;

    /// <summary>The least and the largest of each value, with 0 between.</summary>
    internal Dictionary<string, (float Least, float Most)> Ranges(IReadOnlyCollection<string> values)
    {
        var open = model.Clone();
        open.Graph.Output.Clear();
        open.Graph.Output.AddRange(values.Select(name => new Proto.ValueInfoProto { Name = name }));
        using var trial = new OnnxTrial(open.ToByteArray(), optimised: false);
        var ends = Ends(trial);
        var ranges = how.Range == CalibrationRange.MinMax ? ends : Inner(trial, ends);
        return ranges.ToDictionary(r => r.Key, r => (Math.Min(0, r.Value.Least), Math.Max(0, r.Value.Most)));
    }

    private Dictionary<string, (float Least, float Most)> Ends(OnnxTrial trial)
    {
        var ends = trial.Outputs.ToDictionary(name => name, _ => (Least: float.MaxValue, Most: float.MinValue));
        Each(
            trial,
            (name, value) =>
            {
                var (least, most) = ends[name];
                ends[name] = (Math.Min(least, value.min().item<float>()), Math.Max(most, value.max().item<float>()));
            }
        );
        return ends;
    }

    private Dictionary<string, (float Least, float Most)> Inner(
        OnnxTrial trial,
        Dictionary<string, (float Least, float Most)> ends
    )
    {
        var counts = ends.ToDictionary(end => end.Key, _ => zeros(Bins, dtype: ScalarType.Float64));
        Each(trial, (name, value) => counts[name].add_(Counts(value.flatten(), ends[name])));
        return ends.ToDictionary(end => end.Key, end => Within(counts[end.Key], end.Value));
    }

    private static Tensor Counts(Tensor values, (float Least, float Most) end)
    {
        var width = Math.Max(end.Most - end.Least, 1e-12f) / Bins;
        return ((values - end.Least) / width).floor().clamp(0, Bins - 1).to(ScalarType.Int64).bincount(null, Bins);
    }

    private (float Least, float Most) Within(Tensor counts, (float Least, float Most) end)
    {
        var shares = counts.cumsum(0).div(counts.sum()).data<double>().ToArray();
        var first = Array.FindIndex(shares, share => share > 1 - how.Percentile);
        var last = Array.FindIndex(shares, share => share >= how.Percentile);
        var width = (end.Most - end.Least) / Bins;
        return (end.Least + (Math.Max(0, first) * width), end.Least + (((last < 0 ? Bins - 1 : last) + 1) * width));
    }

    private void Each(OnnxTrial trial, Action<string, Tensor> take)
    {
        for (var at = 0; at < how.Samples; at += Batch)
        {
            using var scope = NewDisposeScope();
            var made = trial.Run(judge.Feeds(Math.Min(Batch, how.Samples - at), how.Seed + at));
            for (var i = 0; i < made.Length; i++)
            {
                take(trial.Outputs[i], made[i]);
            }
        }
    }
}
