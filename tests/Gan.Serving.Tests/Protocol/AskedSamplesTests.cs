using Gan.Runtime;
using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class AskedSamplesTests
{
    private static WireTensor Latents(int rows) =>
        WireTensor.OfNumbers("latent", "FP32", [rows, 6], Runtime.Latents.Draw(1, rows, 6), []);

    private static WireTensor Labels(params long[] labels) =>
        WireTensor.OfNumbers("label", "INT64", [labels.Length], [], labels);

    [Fact]
    public void A_seed_draws_the_latents_of_the_rule_and_classes_take_turns()
    {
        var order = new AskedSamples(Served.Of()) { Seed = 9, Count = 5 }.Order();
        order.Latents.Should().Equal(Runtime.Latents.Draw(9, 5, 6));
        order.Labels.Should().Equal(0, 1, 2, 0, 1);
        order.Seed.Should().Be(9);
        order.Share.Should().BeNull();
    }

    [Fact]
    public void Truncation_bounds_latents_or_is_the_share_of_styles()
    {
        var bounded = new AskedSamples(Served.Of()) { Seed = 9, Truncation = 0.3 }.Order();
        bounded.Latents.Should().OnlyContain(value => Math.Abs(value) <= 0.3);
        bounded.Share.Should().BeNull();
        new AskedSamples(Served.Of("stylegan2.onnx")) { Truncation = 0.3 }
            .Order()
            .Share.Should()
            .Be(0.3);
    }

    [Fact]
    public void Without_a_seed_each_order_has_another()
    {
        var seeds = Enumerable.Range(0, 20).Select(_ => new AskedSamples(Served.Of()).Order().Seed).ToList();
        seeds.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Inputs_must_ask_for_equally_many()
    {
        var asked = new AskedSamples(Served.Of());
        asked.Take(Latents(3));
        asked.Take(Labels(0, 1));
        FluentActions
            .Invoking(asked.Order)
            .Should()
            .Throw<Refusal>()
            .WithMessage("'latent' asks for 3 samples, and 'label' for 2.");
        FluentActions.Invoking(() => asked.Take(Latents(3))).ShouldBeRefused("'latent' is given twice.");
    }

    [Fact]
    public void Either_latents_or_a_seed()
    {
        var asked = new AskedSamples(Served.Of()) { Seed = 1 };
        asked.Take(Latents(1));
        asked.Take(Labels(1));
        FluentActions.Invoking(asked.Order).Should().Throw<Refusal>().WithMessage("A seed and its truncation draw *");
        var both = new AskedSamples(Served.Of()) { Label = 1 };
        both.Take(Labels(1));
        FluentActions.Invoking(both.Order).Should().Throw<Refusal>().WithMessage("'label' is given as input and as *");
    }

    [Fact]
    public void A_condition_of_all_is_repeated()
    {
        var gan = Served.Of("mlp-conditions.onnx");
        var order = new AskedSamples(gan) { Count = 2, Condition = [1, 2, 3] }.Order();
        order.Conditions.Should().Equal(1, 2, 3, 1, 2, 3);
        FluentActions
            .Invoking(() => new AskedSamples(gan).Order())
            .Should()
            .Throw<Refusal>()
            .WithMessage("This GAN needs a 'condition' of 3 numbers for each sample.");
        FluentActions
            .Invoking(() => new AskedSamples(gan) { Condition = [1] }.Order())
            .Should()
            .Throw<Refusal>()
            .WithMessage("'condition' must have 3 numbers, but has 1.");
    }
}
