using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class SamplerTests
{
    private static Sampler Made(ConditionSpec data, IConditioning? conditioning = null)
    {
        var plan = new NetworkPlan
        {
            Family = MlpOptions.Small with { LatentSize = 3 },
            SampleShape = [2],
            DataCondition = data,
            Conditioning = conditioning,
        };
        return new(plan.MakeGenerator(), plan, CPU);
    }

    [Fact]
    public void Labels_take_turns_or_are_one()
    {
        var sampler = Made(ConditionSpec.Labels(3), new LabelConcatenation());
        using var scope = NewDisposeScope();
        var turns = sampler.Sample(5, null, seed: 1);
        var ones = sampler.Sample(5, 1, seed: 1);
        (turns - ones).abs().sum([1]).eq(0).data<bool>().ToArray().Should().Equal(false, true, false, false, true);
        sampler
            .Invoking(s => s.Sample(1, 3, 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("label must be in [0, 3), but was 3.*");
    }

    [Fact]
    public void Vectors_are_the_callers_to_name()
    {
        var sampler = Made(ConditionSpec.Vectors(2), new VectorConcatenation(2));
        using var scope = NewDisposeScope();
        sampler.Sample(zeros(4, 2), 1).shape.Should().Equal(4, 2);
        sampler
            .Invoking(s => s.Sample(1, null, 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This GAN is conditioned on vectors of 2 numbers. Name them*");
        sampler
            .Invoking(s => s.Sample(1, 0, 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Label 0 was asked of a GAN that is conditioned on vectors of 2 numbers. Call *");
    }

    [Fact]
    public void Codes_are_drawn_from_the_seed()
    {
        var codes = new InfoGanCodes(1, 2, 1);
        var sampler = Made(ConditionSpec.Labels(4), codes);
        using var scope = NewDisposeScope();
        sampler.Sample(4, null, 1).equal(sampler.Sample(4, null, 1)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Without_a_condition_a_label_is_refused() =>
        Made(ConditionSpec.None)
            .Invoking(s => s.Sample(1, 0, 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Label 0 was asked of a GAN without condition. Train it with WithConditioning(...) *");

    [Fact]
    public void A_sample_of_a_seed_does_not_depend_on_how_many_are_asked_for()
    {
        var sampler = Made(ConditionSpec.None);
        using var scope = NewDisposeScope();
        var few = sampler.Sample(3, seed: 8);
        var many = sampler.Sample(600, seed: 8);
        many.narrow(0, 0, 3).sub(few).abs().max().ToDouble().Should().BeLessThan(1e-6);
        sampler.Sample(600, seed: 8, truncation: 0.5).equal(many).all().ToBoolean().Should().BeFalse();
    }
}
