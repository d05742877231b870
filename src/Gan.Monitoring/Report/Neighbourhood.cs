using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Training samples that are nearest to samples: a check for memorisation.</summary>
/// <param name="Step">When.</param>
/// <param name="Searched">How many training samples were compared.</param>
/// <param name="Ratio">Median distance of samples to the nearest training
/// sample over that of training samples to the nearest other one.</param>
/// <param name="Rows">Each a sample and its nearest training samples,
/// the nearest first; empty where samples are no pictures.</param>
internal sealed record Neighbourhood(long Step, long Searched, double Ratio, IReadOnlyList<Neighbourhood.Row> Rows)
{
    private const int Nearest = 3;
    private const int Chunk = 500;
    private const int Queries = 64;

    internal sealed record Row(Picture Sample, IReadOnlyList<(Picture Picture, long Index, double Distance)> Nearest);

    /// <summary>Searches. Costs a pass over the training samples searched, in chunks.</summary>
    public static Neighbourhood Find(TrainingContext context, HtmlReportOptions options, bool pictures)
    {
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var data = context.Data;
        var searched = Math.Min(context.Data.Count, options.SearchSize);
        var indices = RealSamples.Indices(data.Count, searched);
        var count = (int)Math.Min(Queries, searched / 2);
        var samples = context.Sample(count, seed: options.Seed);
        var some = indices.index_select(0, RealSamples.Indices(searched, count));
        var queries = cat([Flat(samples, options), Flat(data.Read(some, CPU).Samples, options)]);
        var (distances, neighbours) = Search(data, indices, queries, options);
        var fake = new List<double>();
        var real = new List<double>();
        for (var i = 0; i < count; i++)
        {
            fake.Add(distances[i][0]);
            real.Add(distances[count + i][1]); // the first is the sample itself
        }
        var rows = new Row[pictures ? Math.Min(options.Neighbours, count) : 0];
        for (var i = 0; i < rows.Length; i++)
        {
            var sample = Picture.Of(samples[i], options.Planes, Provenance.Of(context));
            rows[i] = new Row(sample, Real(data, neighbours[i], distances[i], options.Planes));
        }
        return new(context.Step, searched, Median(fake) / Median(real), rows);
    }

    private static (double[][] Distances, long[][] Indices) Search(
        IDataset data,
        Tensor indices,
        Tensor queries,
        HtmlReportOptions options
    )
    {
        using var _ = NewDisposeScope();
        var best = full([queries.shape[0], Nearest], double.PositiveInfinity, dtype: ScalarType.Float64);
        var bestIndices = zeros([queries.shape[0], Nearest], dtype: ScalarType.Int64);
        for (long from = 0; from < indices.shape[0]; from += Chunk)
        {
            using var scope = NewDisposeScope();
            var part = indices.narrow(0, from, Math.Min(Chunk, indices.shape[0] - from));
            var rows = Flat(data.Read(part, CPU).Samples, options);
            var all = cat([best, Distances(queries, rows)], 1);
            var allIndices = cat([bestIndices, part.unsqueeze(0).expand(queries.shape[0], part.shape[0])], 1);
            var (values, places) = all.topk(Nearest, 1, largest: false);
            best = values.MoveToOuterDisposeScope();
            bestIndices = allIndices.gather(1, places).MoveToOuterDisposeScope();
        }
        return (
            [.. best.contiguous().data<double>().ToArray().Chunk(Nearest)],
            [.. bestIndices.contiguous().data<long>().ToArray().Chunk(Nearest)]
        );
    }

    // By |a|² + |b|² − 2ab, which is one matrix product.
    private static Tensor Distances(Tensor a, Tensor b)
    {
        var squares = a.square().sum(1).unsqueeze(1) + b.square().sum(1).unsqueeze(0) - (2 * a.mm(b.t()));
        return squares.clamp_min(0).sqrt();
    }

    private static List<(Picture, long, double)> Real(IDataset data, long[] indices, double[] distances, bool planes)
    {
        using var _ = NewDisposeScope();
        var samples = data.Read(tensor(indices), CPU).Samples;
        var nearest = new List<(Picture, long, double)>();
        for (var k = 0; k < Nearest; k++)
        {
            // a small data set has fewer neighbours
            if (double.IsFinite(distances[k]))
            {
                nearest.Add((Picture.Of(samples[k], planes, null), indices[k], distances[k]));
            }
        }
        return nearest;
    }

    private static Tensor Flat(Tensor samples, HtmlReportOptions options)
    {
        var raw = samples.detach().cpu();
        var features = options.Features?.Invoke(raw) ?? raw;
        return features.detach().cpu().to(ScalarType.Float64).reshape(samples.shape[0], -1);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
