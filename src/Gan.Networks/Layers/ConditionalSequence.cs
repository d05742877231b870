using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Calls its layers one after the other, as <c>Sequential</c> does, and hands the condition to those that take
/// one.</summary>
internal sealed class ConditionalSequence : Module<Tensor, Tensor?, Tensor>, IGraphed
{
    private readonly List<nn.Module> steps = [];

    internal ConditionalSequence(IEnumerable<(string Name, nn.Module Layer)> layers)
        : base(nameof(ConditionalSequence))
    {
        foreach (var (name, layer) in layers)
        {
            register_module(name, layer);
            steps.Add(layer);
        }
    }

    public override Tensor forward(Tensor input, Tensor? condition)
    {
        var result = input.alias();
        foreach (var step in steps)
        {
            using var between = result;
            result = Call(step, between, condition);
        }
        return result;
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        steps.Aggregate(input, (value, step) => graph.Call(step, value, condition));

    internal static Tensor Call(nn.Module layer, Tensor input, Tensor? condition) =>
        layer is Module<Tensor, Tensor?, Tensor> conditional
            ? conditional.call(input, condition)
            : ((Module<Tensor, Tensor>)layer).call(input);

    /// <summary>The generator's normalisation.</summary>
    /// <exception cref="GanConfigurationException">It is to be conditional, but there are no classes.</exception>
    internal static nn.Module BatchNorm(long maps, bool conditional, NetworkSpec spec)
    {
        if (!conditional)
        {
            return BatchNorm2d(maps);
        }
        if (spec.Condition.IsNone)
        {
            throw new GanConfigurationException([
                "ConditionalBatchNorm needs the label of each sample, but the generator gets none. "
                    + "Use labelled data and WithConditioning(…), or leave ConditionalBatchNorm out.",
            ]);
        }
        return new ConditionalBatchNorm2d(maps, spec.Condition.Width);
    }
}
