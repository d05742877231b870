namespace Gan.Metrics;

public sealed partial class ImageClassifier : IGraphed
{
    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        GraphValue Halved(GraphValue maps, TorchSharp.Modules.Parameter weight, TorchSharp.Modules.Parameter bias)
        {
            var made = graph.Convolution(maps, graph.Weight(weight), graph.Weight(bias), padding: [1]);
            return graph.MaxPool(graph.Each("Relu", made), [2, 2]);
        }
        var second = Halved(Halved(input, firstWeight, firstBias), secondWeight, secondBias);
        var rows = graph.Linear(graph.Flatten(second), graph.Weight(hiddenWeight), graph.Weight(hiddenBias));
        return graph.Linear(graph.Each("Relu", rows), graph.Weight(lastWeight), graph.Weight(lastBias));
    }
}
