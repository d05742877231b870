using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>The encoder of a network that reads its input as it is: it checks it and the condition, and adds
/// nothing.</summary>
internal sealed class PassThrough : Module<Tensor, Tensor, Tensor>, IGraphed
{
    private readonly Action<Tensor, Tensor> check;

    private PassThrough(Action<Tensor, Tensor> check)
        : base(nameof(PassThrough))
    {
        this.check = check;
        RegisterComponents();
    }

    public static PassThrough ForLabels(long[]? sampleShape, long classes) =>
        new((samples, labels) => LabelCode.Check(samples, sampleShape, labels, classes));

    public static PassThrough ForVectors(long[] sampleShape, long size) =>
        new((samples, vectors) => LabelCode.CheckVectors(samples, sampleShape, vectors, size));

    public override Tensor forward(Tensor samples, Tensor condition)
    {
        check(samples, condition);
        return samples.alias();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) => input;
}
