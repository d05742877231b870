using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx;

/// <summary>A network that is shipped: its graph, what it is tried with, what it gives then, and what the file says of
/// it.</summary>
/// <param name="Graph">What it computes.</param>
/// <param name="Feeds">So many inputs of a seed.</param>
/// <param name="Reference">What the trained network makes of them.</param>
/// <param name="Metadata">What the file says, but for what is measured.</param>
/// <param name="Description">One sentence for readers of the file.</param>
internal sealed record OnnxSubject(
    NetworkGraph Graph,
    Func<int, int, IReadOnlyList<(string Name, Tensor Value)>> Feeds,
    Func<IReadOnlyList<(string Name, Tensor Value)>, Tensor> Reference,
    Dictionary<string, string> Metadata,
    string Description
)
{
    /// <summary>From the least to the largest value that it can make, by which a PSNR goes; null where that is not
    /// known.</summary>
    internal double? Range { get; private init; }

    private const string Kind = "gan.shipped";
    private const string Condition = "condition";
    private const string Label = "label";

    internal static OnnxSubject Of(TrainedGan gan)
    {
        var graph = new NetworkGraph(gan.Generator);
        var plan = gan.Plan;
        var latent = graph.Input("latent", [-1, gan.LatentSize]);
        var made = graph.Call(gan.Generator, latent, Asked(graph, plan.Condition));
        graph.Output(plan.SampleShape.Count == 3 ? "image" : "sample", made);
        var metadata = Start("generator", plan.ToMetadata(gan.DataSet, gan.Step));
        metadata["gan.range"] = plan.SampleShape.Count == 3 ? "[-1,1]" : "";
        metadata["gan.sha256"] = WeightHash.Of(gan.Save);
        IReadOnlyList<(string, Tensor)> Feeds(int count, int seed)
        {
            var latents = Runtime.Latents.Draw(seed, count, (int)gan.LatentSize);
            return [("latent", tensor(latents, [count, gan.LatentSize])), .. Conditions(plan.Condition, count, seed)];
        }
        Tensor Made(IReadOnlyList<(string Name, Tensor Value)> feeds)
        {
            var inputs = On(gan.Generator, feeds);
            return gan.Generator.call(inputs[0], Second(inputs));
        }
        return new(graph, Feeds, Made, metadata, $"{gan}")
        {
            Range = plan.SampleShape.Count == 3 ? 2 : null, // images in [−1, 1]
        };
    }

    internal static OnnxSubject Of(TrainedDiscriminator judge)
    {
        var graph = new NetworkGraph(judge.Network);
        var plan = judge.Plan;
        var sample = graph.Input("sample", [-1, .. plan.SampleShape]);
        graph.Output("score", graph.Call(judge.Network, sample, Asked(graph, plan.Condition)));
        var metadata = Start("discriminator", plan.ToMetadata("", 0));
        metadata["gan.sha256"] = WeightHash.Of(judge.Save);
        return new(
            graph,
            (count, seed) =>
                [("sample", Samples(count, plan.SampleShape, seed)), .. Conditions(plan.Condition, count, seed)],
            feeds =>
            {
                var inputs = On(judge.Network, feeds);
                return judge.Network.call(inputs[0], Second(inputs));
            },
            metadata,
            "A discriminator: samples to scores."
        );
    }

    internal static OnnxSubject Of(AnomalyDetector detector)
    {
        var graph = new NetworkGraph(detector.Network);
        var sample = graph.Input("sample", [-1, .. detector.SampleShape]);
        graph.Output("score", detector.AddTo(graph, sample));
        var metadata = Start("anomaly detector", detector.Plan.Networks.ToMetadata("", detector.Step));
        metadata["gan.sha256"] = WeightHash.Of(detector.Save);
        if (detector.Threshold is { } threshold)
        {
            metadata["gan.threshold"] = $"{threshold.Score:r}";
        }
        return new(
            graph,
            (count, seed) => [("sample", Samples(count, detector.SampleShape, seed))],
            feeds => detector.Score(feeds[0].Value),
            metadata,
            $"{detector}"
        );
    }

    internal static OnnxSubject Of(nn.Module<Tensor, Tensor> network, IReadOnlyList<long> inputShape, string kind)
    {
        var graph = new NetworkGraph(network);
        var input = graph.Input("input", [-1, .. inputShape]);
        graph.Output("output", graph.Call(network, input));
        return new(
            graph,
            (count, seed) => [("input", Samples(count, inputShape, seed))],
            feeds => network.call(On(network, feeds)[0]),
            Start(kind, new Dictionary<string, string>()),
            $"{network.GetName()}: inputs {ShapeText.OfBatch(inputShape)}."
        );
    }

    private static GraphValue? Asked(NetworkGraph graph, ConditionSpec condition) =>
        condition.Kind switch
        {
            ConditionKind.None => null,
            ConditionKind.Label => graph.Input(Label, [-1], GraphType.Int64),
            _ => graph.Input(Condition, [-1, condition.Width]),
        };

    private static IEnumerable<(string, Tensor)> Conditions(ConditionSpec condition, int count, int seed) =>
        condition.Kind switch
        {
            ConditionKind.None => [],
            // batches of consecutive seeds go on with the classes where the one before ended
            ConditionKind.Label => [(Label, arange(seed, seed + count).remainder(condition.Width))],
            _ => [(Condition, Samples(count, [condition.Width], seed + 1))],
        };

    // between −1 and 1 for the most part, as images are
    private static Tensor Samples(int count, IReadOnlyList<long> shape, int seed)
    {
        var size = (int)shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Runtime.Latents.Draw(seed, count, size), [count, .. shape]) * 0.5;
    }

    // Where the network's weights are: a trained network may stand on a GPU.
    private static Tensor[] On(nn.Module network, IReadOnlyList<(string Name, Tensor Value)> feeds)
    {
        var device = DeviceOf(network);
        return [.. feeds.Select(feed => feed.Value.to(device))];
    }

    /// <summary>The device of a network's weights; the processor for one without.</summary>
    internal static Device DeviceOf(nn.Module network) => network.parameters().FirstOrDefault()?.device ?? CPU;

    private static Tensor? Second(Tensor[] inputs) => inputs.Length > 1 ? inputs[1] : null;

    private static Dictionary<string, string> Start(string kind, IReadOnlyDictionary<string, string> plan) =>
        new(plan)
        {
            [Kind] = kind,
            ["gan.shipped.version"] = "1",
            ["gan.library"] = OnnxFile.LibraryVersion,
            ["gan.layout"] = "NCHW",
            ["digital_source_type"] = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        };
}
