using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Linear : Module<Tensor, Tensor>
{
    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        (in_features, out_features) = (inputSize, outputSize);
        weight = new Parameter(empty([outputSize, inputSize], dtype, device));
        if (hasBias) bias = new Parameter(empty([outputSize], dtype, device));
        Weights.Reset(weight, bias);
    }

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        if (weight.dim() != 2) throw new ArgumentException($"A linear layer's weight is [out, in], but got {Engine.Text.Dims(weight)}.");
        (in_features, out_features) = (weight.size(1), weight.size(0));
        this.weight = weight;
        this.bias = bias;
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    public Parameter weight { get => Own("weight")!; set => Replace("weight", value); }

    public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

    public override Tensor forward(Tensor tensor) => functional.linear(tensor, weight, bias);
}
