using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Attention by several heads (Vaswani et al. 2017) of query [L, N, E], key [S, N, kdim] and value [S, N, vdim].</summary>
public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor, bool, Tensor, Tuple<Tensor, Tensor>>
{
    private readonly long width, heads;
    private readonly double dropout;
    private readonly bool zeroAttention;
    private readonly Linear output;

    internal MultiheadAttention(long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
        : base(nameof(MultiheadAttention))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num_heads, 1);
        if (embedded_dim % num_heads != 0) throw new ArgumentException($"embedded_dim ({embedded_dim}) must be a multiple of num_heads ({num_heads}).");
        (width, heads, this.dropout, zeroAttention) = (embedded_dim, num_heads, dropout, add_zero_attn);
        long keys = kdim ?? embedded_dim, values = vdim ?? embedded_dim;
        output = Linear(embedded_dim, embedded_dim, bias);
        if (keys == embedded_dim && values == embedded_dim) Add("in_proj_weight", [3 * embedded_dim, embedded_dim]);
        else
        {
            Add("q_proj_weight", [embedded_dim, embedded_dim]);
            Add("k_proj_weight", [embedded_dim, keys]);
            Add("v_proj_weight", [embedded_dim, values]);
        }
        if (bias)
        {
            register_parameter("in_proj_bias", new Parameter(zeros(3 * embedded_dim)));
            init.zeros_(output.bias!);
        }
        if (add_bias_kv)
        {
            register_parameter("bias_k", new Parameter(init.xavier_normal_(empty([1, 1, embedded_dim]))));
            register_parameter("bias_v", new Parameter(init.xavier_normal_(empty([1, 1, embedded_dim]))));
        }
        register_module("out_proj", output);
    }

    /// <param name="query">[L, N, E].</param>
    /// <param name="key">[S, N, kdim].</param>
    /// <param name="value">[S, N, vdim].</param>
    /// <param name="key_padding_mask">Boolean [N, S]: true where a key is to be ignored.</param>
    /// <param name="need_weights">Whether the second result is wanted.</param>
    /// <param name="attn_mask">[L, S] or [N × heads, L, S]: boolean, true where attention is forbidden, or added to the scores.</param>
    /// <returns>[L, N, E], and the attention [N, L, S] averaged over the heads, or null.</returns>
    public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        if (query.dim() != 3 || key.dim() != 3 || value.dim() != 3)
            throw new ArgumentException($"Attention needs 3 dimensions, but got {Text.Dims(query)}, {Text.Dims(key)} and {Text.Dims(value)}.");
        using var scope = NewDisposeScope();
        long length = query.size(0), batch = query.size(1), each = width / heads;
        var (q, k, v) = Projected(query, key, value);
        var added = 0L;
        if (Own("bias_k") is { } biasK && Own("bias_v") is { } biasV)
        {
            k = cat([k, biasK.expand(1, batch, width)]);
            v = cat([v, biasV.expand(1, batch, width)]);
            added++;
        }
        if (zeroAttention)
        {
            k = cat([k, zeros([1, batch, width], k.dtype, k.device)]);
            v = cat([v, zeros([1, batch, width], v.dtype, v.device)]);
            added++;
        }
        Tensor Split(Tensor t) => t.reshape(t.size(0), batch * heads, each).transpose(0, 1);
        var scores = Split(q).mul(1 / Math.Sqrt(each)).bmm(Split(k).transpose(1, 2));
        scores = Masked(scores, attn_mask, added);
        if (key_padding_mask is not null) scores = Unpadded(scores, key_padding_mask, batch, added);
        var weights = scores.softmax(-1);
        if (training && dropout > 0) weights = functional.dropout(weights, dropout);
        var heard = weights.bmm(Split(v)).transpose(0, 1).reshape(length, batch, width);
        var result = output.call(heard).MoveToOuterDisposeScope();
        var seen = need_weights ? weights.view(batch, heads, length, weights.size(-1)).mean([1]).MoveToOuterDisposeScope() : null;
        return Tuple.Create(result, seen!);
    }

    public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true,
        Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask!, need_weights, attn_mask!);

    private void Add(string name, long[] shape) => register_parameter(name, new Parameter(init.xavier_uniform_(empty(shape))));

    private (Tensor, Tensor, Tensor) Projected(Tensor query, Tensor key, Tensor value)
    {
        Tensor[] weights = Own("in_proj_weight") is { } all ? all.chunk(3) : [Own("q_proj_weight")!, Own("k_proj_weight")!, Own("v_proj_weight")!];
        Tensor?[] biases = Own("in_proj_bias") is { } one ? one.chunk(3) : new Tensor?[3];
        return (functional.linear(query, weights[0], biases[0]), functional.linear(key, weights[1], biases[1]),
            functional.linear(value, weights[2], biases[2]));
    }

    // The added keys are always open.
    private static Tensor Masked(Tensor scores, Tensor? mask, long added)
    {
        if (mask is null) return scores;
        var wide = added == 0 ? mask : functional.pad(mask, (0, added));
        return wide.dtype == ScalarType.Bool ? scores.masked_fill(wide, double.NegativeInfinity) : scores.add(wide);
    }

    private Tensor Unpadded(Tensor scores, Tensor padding, long batch, long added)
    {
        var wide = added == 0 ? padding : functional.pad(padding, (0, added));
        var each = scores.view(batch, heads, scores.size(1), scores.size(2));
        return each.masked_fill(wide.unsqueeze(1).unsqueeze(2), double.NegativeInfinity).view(scores.shape);
    }
}
