using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.BigGan;

public sealed class BigGanGeneratorTests : IDisposable
{
    private static readonly NetworkSpec Spec = new([3, 32, 32], 16, ConditionSpec.Labels(4));

    private static readonly BigGanOptions Small = new()
    {
        GeneratorMaps = 2,
        LatentSize = 16,
        SharedEmbedding = 6,
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public BigGanGeneratorTests() => manual_seed(4);

    public void Dispose() => scope.Dispose();

    // Entries 0..3 are the first layer's, 4..7 the first block's, and so on.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_part_of_the_latent_changes_its_own_block_and_what_follows_alone(int part)
    {
        using var _ = no_grad();
        var g = Small.Generator(Spec);
        g.eval();
        var z = randn(2, 16);
        var other = z.clone();
        other[.., (4 * part)..(4 * part + 4)] += 1;
        var labels = tensor(new long[] { 1, 2 });
        var before = Outputs(g, z, labels);
        var after = Outputs(g, other, labels);
        before.Should().HaveCount(3);
        for (var block = 1; block <= 3; block++)
        {
            var same = before[block - 1].equal(after[block - 1]).all().ToBoolean();
            same.Should().Be(block < part, $"part {part}, block {block}");
        }
    }

    [Fact]
    public void The_label_changes_every_block_through_one_table()
    {
        using var _ = no_grad();
        var g = Small.Generator(Spec);
        g.eval();
        var z = randn(1, 16);
        var one = Outputs(g, z, tensor(new long[] { 1 }));
        var two = Outputs(g, z, tensor(new long[] { 2 }));
        one.Zip(two).Should().OnlyContain(pair => !pair.First.equal(pair.Second).all().ToBoolean());
        g.get_parameter("shared.table")!.shape.Should().Equal(4, 6);
        // a vector is the weighted sum of the rows
        var vectors = functional.one_hot(tensor(new long[] { 2 }), 4).to(float32);
        g.call(z, vectors).allclose(g.call(z, tensor(new long[] { 2 })), rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void A_normalisation_scales_by_one_plus_what_the_code_says()
    {
        using var _ = no_grad();
        var g = Small.Generator(Spec);
        var name = "block1.norm1";
        var norm = (Module<Tensor, Tensor?, Tensor>)g.named_modules().Single(m => m.name == name).module;
        var x = 3 * randn(5, 8, 4, 4) + 1;
        var code = randn(5, 10);
        var w = g.state_dict().ToDictionary(s => s.Key, s => s.Value.to(float64));
        norm.eval();
        // The weights start orthogonal, so that their largest singular value is 1.
        var gain = code.to(float64).mm(w[$"{name}.gain.weight"].t()).view(5, 8, 1, 1);
        var shift = code.to(float64).mm(w[$"{name}.shift.weight"].t()).view(5, 8, 1, 1);
        var expected = x.to(float64) / Math.Sqrt(1 + 1e-5) * (1 + gain) + shift;
        norm.call(x, code).to(float64).allclose(expected, rtol: 1e-4, atol: 1e-4).Should().BeTrue();
    }

    [Fact]
    public void Weights_start_orthogonal_under_spectral_normalisation()
    {
        using var _ = no_grad();
        var g = Small.Generator(Spec);
        foreach (var name in new[] { "project", "block1.conv1", "block3.shortcut", "image", "block2.norm2.gain" })
        {
            g.named_modules().Single(m => m.name == name).module.Should().BeOfType<SpectralNorm>();
            var matrix = g.get_parameter($"{name}.weight")!.flatten(1);
            var gram = matrix.size(0) <= matrix.size(1) ? matrix.mm(matrix.t()) : matrix.t().mm(matrix);
            gram.allclose(eye(gram.size(0)), rtol: 0, atol: 1e-5).Should().BeTrue(name);
        }
    }

    [Fact]
    public void Without_labels_the_latent_alone_chooses_scale_and_shift()
    {
        using var _ = no_grad();
        var spec = Spec with { Condition = ConditionSpec.None };
        var g = Small.Generator(spec);
        g.call(randn(2, 16), null).shape.Should().Equal(2, 3, 32, 32);
        g.get_parameter("block1.norm1.gain.weight")!.shape.Should().Equal(8, 4);
        var plain = (Small with { LatentInEveryBlock = false }).Generator(spec);
        plain.get_parameter("block1.norm1.weight")!.shape.Should().Equal(8);
    }

    [Fact]
    public void With_tables_of_their_own_normalisations_are_the_conditional_ones()
    {
        using var _ = no_grad();
        var g = (Small with { SharedEmbedding = 0, LatentInEveryBlock = false }).Generator(Spec);
        g.modules().OfType<ConditionalBatchNorm2d>().Should().HaveCount(6);
        g.call(randn(2, 16), tensor(new long[] { 0, 3 })).shape.Should().Equal(2, 3, 32, 32);
    }

    [Fact]
    public void What_a_conditioning_adds_to_the_latent_goes_to_the_first_layer()
    {
        var g = Small.Generator(Spec with { LatentSize = 19 });
        g.get_parameter("project.weight")!.size(1).Should().Be(4 + 3);
        g.call(randn(2, 19), tensor(new long[] { 0, 3 })).shape.Should().Equal(2, 3, 32, 32);
    }

    [Fact]
    public void A_missing_or_odd_condition_is_said()
    {
        var g = Small.Generator(Spec);
        FluentActions
            .Invoking(() => g.call(randn(2, 16), null))
            .Should()
            .Throw<ArgumentNullException>()
            .WithMessage("This generator needs a condition for each sample, but got none. Use WithConditioning(…).*");
        FluentActions
            .Invoking(() => g.call(randn(2, 16), randn(2, 5)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The condition must be labels int64 [N] or vectors [N, 4], but was *");
    }

    private static List<Tensor> Outputs(GeneratorNetwork g, Tensor z, Tensor labels)
    {
        var outputs = new List<Tensor>();
        var removals = new List<Action>();
        foreach (var name in new[] { "block1", "block2", "block3" })
        {
            var block = (Module<Tensor, Tensor?, Tensor>)g.named_modules().Single(m => m.name == name).module;
            var hook = block.register_forward_hook(
                (_, _, _, y) =>
                {
                    outputs.Add(y.clone().MoveToOuterDisposeScope());
                    return y;
                }
            );
            removals.Add(hook.remove);
        }
        g.call(z, labels);
        removals.ForEach(remove => remove());
        return outputs;
    }
}
