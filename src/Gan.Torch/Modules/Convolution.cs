using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions of all dimensions share. Weights are [out, in / groups, k…], transposed ones [in, out / groups, k…].</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null,
            ScalarType? dtype = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(in_channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(out_channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (in_channels % groups != 0) throw new ArgumentException($"in_channels ({in_channels}) must be a multiple of groups ({groups}).");
        if (out_channels % groups != 0) throw new ArgumentException($"out_channels ({out_channels}) must be a multiple of groups ({groups}).");
        if (padding_type == Padding.Same && stride.Any(s => s != 1)) throw new ArgumentException("Padding.Same needs a stride of 1.");
        if (transposed && padding_mode != PaddingModes.Zeros) throw new ArgumentException($"{name} supports PaddingModes.Zeros only, not {padding_mode}.");
        (this.in_channels, this.out_channels, this.groups) = (in_channels, out_channels, groups);
        (this.kernel_size, this.stride, this.padding, this.dilation) = (kernel_size, stride, padding, dilation);
        (this.padding_type, this.transposed, this.output_padding, this.padding_mode) = (padding_type, transposed, output_padding, padding_mode);
        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        weight = new Parameter(empty(shape, dtype, device));
        if (bias) this.bias = new Parameter(empty([out_channels], dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public long[] dilation { get; set; }

    public bool transposed { get; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    public Parameter weight { get => Own("weight")!; set => Replace("weight", value); }

    public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

    public void SetPadding(long[] padding) => (this.padding, padding_type) = (padding, null);

    public void SetPadding(Padding padding) => padding_type = padding;

    public void reset_parameters() => Weights.Reset(weight, bias);

    /// <summary>The input with its border laid on, for the modes that a convolution itself does not know; null for zeros.</summary>
    private protected Tensor? Bordered(Tensor input)
    {
        if (padding_mode == PaddingModes.Zeros) return null;
        var border = new List<long>();
        for (var d = kernel_size.Length - 1; d >= 0; d--)
        {
            var total = dilation[d] * (kernel_size[d] - 1);
            if (padding_type == Padding.Same) border.AddRange([total / 2, total - total / 2]);
            else if (padding_type == Padding.Valid) border.AddRange([0, 0]);
            else border.AddRange([padding[d], padding[d]]);
        }
        return functional.pad(input, border.ToArray(), padding_mode);
    }
}

/// <summary>Transposed convolutions. An output size picks the output padding that leads to it.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null,
            ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode,
            device, dtype) { }

    public override Tensor forward(Tensor input) => forward(input, null);

    public abstract Tensor forward(Tensor input, long[]? output_size);

    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation,
        long num_spatial_dims)
    {
        if (output_size is null) return output_padding;
        var spatial = output_size[^(int)num_spatial_dims..];
        var size = input.shape[^(int)num_spatial_dims..];
        var result = new long[num_spatial_dims];
        for (var d = 0; d < result.Length; d++)
        {
            var smallest = (size[d] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
            result[d] = spatial[d] - smallest;
            if (result[d] < 0 || result[d] >= stride[d])
                throw new ArgumentException($"output_size {spatial[d]} cannot be reached: it must be from {smallest} to {smallest + stride[d] - 1}.");
        }
        return result;
    }
}
