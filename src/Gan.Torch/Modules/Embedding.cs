using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A row of the weight [num_embeddings, embedding_dims] for every index; starts at N(0, 1).</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private static readonly Op _embedding = "aten::embedding";
    private static readonly Op _renorm_ = "aten::embedding_renorm_";
    private readonly long padding;
    private readonly double? max_norm;
    private readonly double norm_type;
    private readonly bool scale_grad_by_freq, sparse;

    internal Embedding(Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) : base(nameof(Embedding))
    {
        var rows = weight.size(0);
        if (padding_idx is { } p && (p < -rows || p >= rows)) throw new ArgumentOutOfRangeException(nameof(padding_idx), p,
            $"padding_idx must be within the {rows} embeddings.");
        padding = padding_idx is { } at ? (at < 0 ? at + rows : at) : -1;
        (this.max_norm, this.norm_type, this.scale_grad_by_freq, this.sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
        this.weight = weight;
    }

    public Parameter weight { get => Own("weight")!; set => Replace("weight", value); }

    public override Tensor forward(Tensor input)
    {
        if (max_norm is { } bound)
        {
            using var _ = no_grad();
            using var indices = input.contiguous();
            _renorm_.Call(weight, indices, bound, norm_type).Dispose();
        }
        return _embedding.Call(weight, input, padding, scale_grad_by_freq, sparse);
    }

    internal static Parameter Normal(long rows, long columns, long? padding_idx, Device? device, ScalarType? dtype)
    {
        var weight = new Parameter(empty([rows, columns], dtype, device));
        init.normal_(weight);
        if (padding_idx is not { } p || p < -rows || p >= rows) return weight;
        using var _ = no_grad();
        using var row = weight.select(0, p);
        row.zero_().Dispose();
        return weight;
    }
}
