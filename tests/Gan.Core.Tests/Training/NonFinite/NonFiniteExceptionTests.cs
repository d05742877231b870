namespace Gan.Tests.Training.NonFinite;

public sealed class NonFiniteExceptionTests
{
    [Theory]
    [InlineData(NumberPlace.Data, null, "a real sample is not finite. Look at the data set")]
    [InlineData(
        NumberPlace.Samples,
        null,
        "a generated sample is not finite, though all weights are. "
            + "Lower the learning rate, or look at the generator's layers"
    )]
    [InlineData(
        NumberPlace.Scores,
        null,
        "a score is not finite, though samples and weights are. "
            + "Lower the learning rate, or look at the discriminator's layers"
    )]
    [InlineData(
        NumberPlace.Loss,
        null,
        "the loss is not finite, though the scores are. Lower the learning rate, or look at the loss"
    )]
    [InlineData(
        NumberPlace.Gradient,
        "conv.weight",
        "the gradient of 'conv.weight' is not finite, or its square overflows."
    )]
    [InlineData(NumberPlace.Weight, "conv.bias", "the weight 'conv.bias' is not finite.")]
    public void Each_place_has_its_sentence_with_step_network_and_loss(
        NumberPlace place,
        string? parameter,
        string sentence
    ) =>
        new NonFiniteException(12, "generator", place, parameter, 0.5)
            .Message.Should()
            .StartWith("Step 12, update of the generator with loss 0.5: " + sentence);
}
