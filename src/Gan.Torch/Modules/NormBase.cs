using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Scale and shift per channel and, where tracked, running statistics: what batch and instance normalisation share.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num_features, 1);
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = new Parameter(empty([num_features], dtype, device));
            bias = new Parameter(empty([num_features], dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = zeros([num_features], dtype, device);
            running_var = ones([num_features], dtype, device);
            num_batches_tracked = zeros([], ScalarType.Int64, device);
        }
        reset_parameters();
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>Share of a batch in the running statistics; null averages all batches alike.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

    public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

    public Tensor? running_mean { get => OwnBuffer("running_mean"); set => ReplaceBuffer("running_mean", value); }

    public Tensor? running_var { get => OwnBuffer("running_var"); set => ReplaceBuffer("running_var", value); }

    public Tensor? num_batches_tracked { get => OwnBuffer("num_batches_tracked"); set => ReplaceBuffer("num_batches_tracked", value); }

    public void reset_running_stats()
    {
        if (running_mean is not { } mean || running_var is not { } variance || num_batches_tracked is not { } batches) return;
        init.zeros_(mean);
        init.ones_(variance);
        init.zeros_(batches);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (weight is not { } scale || bias is not { } shift) return;
        init.ones_(scale);
        init.zeros_(shift);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void Need(Tensor input, params ReadOnlySpan<long> dims)
    {
        if (!dims.Contains(input.dim()))
            throw new ArgumentException($"{GetName()} needs {string.Join(" or ", dims.ToArray())} dimensions, but the input is {Text.Dims(input)}.");
    }
}

public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var share = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            using var _ = no_grad();
            batches.add_(1).Dispose();
            if (momentum is null) share = 1.0 / batches.item<long>();
        }
        return functional.batch_norm(input, running_mean!, running_var!, weight, bias, training || running_mean is null, share, eps);
    }
}

/// <summary>Normalises [N, C] or [N, C, L] per channel (Ioffe and Szegedy 2015).</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d)) { }

    protected override void ValidateInputDimensions(Tensor input) => Need(input, 2, 3);
}

/// <summary>Normalises [N, C, H, W] per channel.</summary>
public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d)) { }

    protected override void ValidateInputDimensions(Tensor input) => Need(input, 4);
}

public sealed class BatchNorm3d : BatchNorm
{
    internal BatchNorm3d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm3d)) { }

    protected override void ValidateInputDimensions(Tensor input) => Need(input, 5);
}

public abstract class InstanceNorm : NormBase
{
    public InstanceNorm(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    /// <summary>The number of dimensions of an input without a batch.</summary>
    protected abstract long GetNumberOfBatchDimensions();

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        if (input.dim() != GetNumberOfBatchDimensions()) return Normalised(input);
        using var batch = input.unsqueeze(0);
        using var result = Normalised(batch);
        return result.squeeze(0);
    }

    private Tensor Normalised(Tensor batch) =>
        functional.instance_norm(batch, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? 0, eps);
}

/// <summary>Normalises [N, C, L] or [C, L] per sample and channel (Ulyanov et al. 2016).</summary>
public sealed class InstanceNorm1d : InstanceNorm
{
    internal InstanceNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d)) { }

    protected override long GetNumberOfBatchDimensions() => 2;

    protected override void ValidateInputDimensions(Tensor input) => Need(input, 2, 3);
}

/// <summary>Normalises [N, C, H, W] or [C, H, W] per sample and channel.</summary>
public sealed class InstanceNorm2d : InstanceNorm
{
    internal InstanceNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d)) { }

    protected override long GetNumberOfBatchDimensions() => 3;

    protected override void ValidateInputDimensions(Tensor input) => Need(input, 3, 4);
}
