using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Training samples that are nearest to samples: a check for memorisation.</summary>
/// <param name="Step">When.</param>
/// <param name="Searched">How many training samples were compared.</param>
/// <param name="Ratio">Median distance of samples to the nearest training sample over that of training samples to the
/// nearest other one.</param>
/// <param name="Rows">Each a sample and its nearest training samples, the nearest first; empty where samples are no
/// pictures.</param>
internal sealed record Neighbourhood(long Step, long Searched, double Ratio, IReadOnlyList<Neighbourhood.Row> Rows)
{
    private const int Nearest = 3;
    private const int Chunk = 500;
    private const int Judged = 64;

    internal sealed record Row(Picture Sample, IReadOnlyList<(Picture Picture, long Index, double Distance)> Nearest);

    /// <summary>Searches. Costs a pass over the training samples searched, in chunks.</summary>
    public static Neighbourhood Find(TrainingContext context, HtmlReportOptions options, bool pictures)
    {
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var data = context.Data;
        var searched = Math.Min(context.Data.Count, options.Searched);
        var indices = RealSamples.Indices(data.Count, searched);
        var judged = (int)Math.Min(Judged, searched / 2);
        var samples = context.Sample(judged, seed: options.Seed);
        var some = indices.index_select(0, RealSamples.Indices(searched, judged));
        var queries = cat([Flat(samples, options), Flat(data.Read(some, CPU).Samples, options)]);
        var (distances, found) = Search(data, indices, queries, options);
        var fake = new List<double>();
        var real = new List<double>();
        for (var i = 0; i < judged; i++)
        {
            fake.Add(distances[i][0]);
            real.Add(distances[judged + i][1]); // the first is the sample itself
        }

        var shown = pictures ? Math.Min(options.Neighbours, judged) : 0;
        return new(
            context.Step,
            searched,
            Median(fake) / Median(real),
            [.. Enumerable.Range(0, shown).Select(i => Show(data, samples[i], found[i], distances[i]))]
        );
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
        var at = zeros([queries.shape[0], Nearest], dtype: ScalarType.Int64);
        for (long from = 0; from < indices.shape[0]; from += Chunk)
        {
            using var scope = NewDisposeScope();
            var part = indices.narrow(0, from, Math.Min(Chunk, indices.shape[0] - from));
            var rows = Flat(data.Read(part, CPU).Samples, options);
            var distances = (
                queries.square().sum(1).unsqueeze(1) + rows.square().sum(1).unsqueeze(0) - (2 * queries.mm(rows.t()))
            )
                .clamp_min(0)
                .sqrt();
            var all = cat([best, distances], 1);
            var names = cat([at, part.unsqueeze(0).expand(queries.shape[0], part.shape[0])], 1);
            var (values, places) = all.topk(Nearest, 1, largest: false);
            best = values.MoveToOuterDisposeScope();
            at = names.gather(1, places).MoveToOuterDisposeScope();
        }

        return (
            [.. best.contiguous().data<double>().ToArray().Chunk(Nearest)],
            [.. at.contiguous().data<long>().ToArray().Chunk(Nearest)]
        );
    }

    private static Row Show(IDataset data, Tensor sample, long[] found, double[] distances)
    {
        using var _ = NewDisposeScope();
        var near = data.Read(tensor(found), CPU).Samples;
        var known = Enumerable.Range(0, Nearest).Where(k => double.IsFinite(distances[k]));
        return new(Picture.Of(sample), [.. known.Select(k => (Picture.Of(near[k]), found[k], distances[k]))]);
    }

    private static Tensor Flat(Tensor samples, HtmlReportOptions options)
    {
        var given = samples.detach().cpu();
        return (options.Features?.Invoke(given) ?? given)
            .detach()
            .cpu()
            .to(ScalarType.Float64)
            .reshape(samples.shape[0], -1);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
