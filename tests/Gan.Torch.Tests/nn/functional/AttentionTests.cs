using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn.Functional;

public sealed class AttentionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor query, key, value;

    public AttentionTests()
    {
        manual_seed(5);
        (query, key, value) = (randn(2, 3, 4, 8), randn(2, 3, 5, 8), randn(2, 3, 5, 6));
    }

    [Fact]
    public void Equal_keys_average_the_values()
    {
        var heard = functional.scaled_dot_product_attention(query, ones_like(key), value);
        heard.allclose(value.mean([2], keepdim: true).expand(2, 3, 4, 6), atol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void A_causal_step_hears_nothing_that_comes_later()
    {
        var square = randn(2, 3, 5, 8);
        var heard = functional.scaled_dot_product_attention(square, key, value, is_casual: true);
        heard.select(2, 0).allclose(value.select(2, 0), atol: 1e-6).Should().BeTrue("the first step hears the first value only");
        var changed = value.clone();
        changed.select(2, 4).fill_(100);
        var again = functional.scaled_dot_product_attention(square, key, changed, is_casual: true);
        again.narrow(2, 0, 4).allclose(heard.narrow(2, 0, 4)).Should().BeTrue();
    }

    [Fact]
    public void A_boolean_mask_does_what_its_sum_with_minus_infinity_does()
    {
        var open = (rand(4, 5) > 0.4).logical_or(eye(4, 5).to(ScalarType.Bool));
        var added = zeros(4, 5).masked_fill(open.logical_not(), double.NegativeInfinity);
        var byMask = functional.scaled_dot_product_attention(query, key, value, open);
        functional.scaled_dot_product_attention(query, key, value, added).allclose(byMask, atol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void Attention_differentiates_twice()
    {
        query.requires_grad_();
        var first = autograd.grad([functional.scaled_dot_product_attention(query, key, value).pow(2).sum()], [query], create_graph: true, retain_graph: true)[0];
        first.pow(2).sum().backward();
        query.grad!.abs().sum().item<float>().Should().BeGreaterThan(0);
    }

    [Fact]
    public void One_head_without_projections_is_plain_attention()
    {
        using var attention = MultiheadAttention(4, 1, bias: false);
        using (no_grad())
        {
            attention.get_parameter("in_proj_weight")!.copy_(eye(4).repeat(3, 1));
            attention.get_parameter("out_proj.weight")!.copy_(eye(4));
        }
        Tensor q = randn(3, 2, 4), k = randn(5, 2, 4), v = randn(5, 2, 4);
        var (heard, weights) = attention.call(q, k, v);
        var plain = functional.scaled_dot_product_attention(q.transpose(0, 1), k.transpose(0, 1), v.transpose(0, 1)).transpose(0, 1);
        heard.allclose(plain, atol: 1e-6).Should().BeTrue();
        weights.shape.Should().Equal(2, 3, 5);
        weights.sum(-1).allclose(ones(2, 3)).Should().BeTrue();
    }

    [Fact]
    public void Padded_keys_get_no_weight_and_none_is_computed_unless_wanted()
    {
        using var attention = MultiheadAttention(8, 2, add_bias_kv: true, add_zero_attn: true, kdim: 6, vdim: 6);
        var padding = zeros(2, 5, dtype: ScalarType.Bool);
        padding[0, 4] = tensor(true);
        Tensor q = randn(3, 2, 8), k = randn(5, 2, 6);
        var (_, weights) = attention.call(q, k, k, padding);
        weights.shape.Should().Equal(2, 3, 7);
        weights[0].select(1, 4).abs().max().item<float>().Should().Be(0);
        weights[1].select(1, 4).min().item<float>().Should().BeGreaterThan(0);
        attention.call(q, k, k, need_weights: false).Item2.Should().BeNull();
    }

    public void Dispose() => scope.Dispose();
}
