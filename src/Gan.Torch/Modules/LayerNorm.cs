using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalises over the last dimensions (Ba et al. 2016).</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
    {
        (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
        if (!elementwise_affine) return;
        weight = new Parameter(empty(normalized_shape, dtype, device));
        if (bias) this.bias = new Parameter(empty(normalized_shape, dtype, device));
        reset_parameters();
    }

    public long[] normalized_shape { get; set; }

    public double eps { get; set; }

    public bool elementwise_affine { get; set; }

    public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

    public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

    public void reset_parameters()
    {
        if (weight is { } scale) init.ones_(scale);
        if (bias is { } shift) init.zeros_(shift);
    }

    public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}

/// <summary>Normalises per sample over groups of channels (Wu and He 2018).</summary>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num_groups, 1);
        if (num_channels % num_groups != 0) throw new ArgumentException($"num_channels ({num_channels}) must be a multiple of num_groups ({num_groups}).");
        (this.num_groups, this.eps, this.affine) = (num_groups, eps, affine);
        if (!affine) return;
        weight = new Parameter(ones([num_channels], dtype, device));
        bias = new Parameter(zeros([num_channels], dtype, device));
    }

    public long num_groups { get; set; }

    public double eps { get; set; }

    public bool affine { get; set; }

    public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

    public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

    public override Tensor forward(Tensor tensor) => functional.group_norm(tensor, num_groups, weight, bias, eps);
}
