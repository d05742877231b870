using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>The encoder of a discriminator that reads its samples as they are: it checks them and the condition, and
/// adds nothing.</summary>
internal sealed class Unchanged : Module<Tensor, Tensor, Tensor>
{
    private readonly Action<Tensor, Tensor> check;

    private Unchanged(Action<Tensor, Tensor> check)
        : base(nameof(Unchanged))
    {
        this.check = check;
        RegisterComponents();
    }

    public static Unchanged ForLabels(long[] sampleShape, long classes) =>
        new((samples, labels) => LabelCode.Check(samples, sampleShape, labels, classes));

    public static Unchanged ForVectors(long[] sampleShape, long size) =>
        new((samples, vectors) => LabelCode.CheckVectors(samples, sampleShape, vectors, size));

    public override Tensor forward(Tensor samples, Tensor condition)
    {
        check(samples, condition);
        return samples.alias();
    }
}
