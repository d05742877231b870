using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Texts;

public class TextJudgeTests
{
    private static TextJudge Judge() => (TextJudge)TextWitness.Options.Discriminator(TextWitness.Spec);

    [Fact]
    public void Scores_and_weights_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var judge = TextWitness.Filled(Judge());
        judge.eval();
        TextWitness.Weights(judge).Should().Be(TextWitness.Of("judgeWeights")[0]);
        var samples = TextWitness.Tokens().to(ScalarType.Float32);
        TextWitness.Distance(judge.call(samples, null), TextWitness.Of("scores")).Should().BeLessThan(1e-5);
        judge.FeatureSize.Should().Be(6, "filters of six tokens do not fit into five");
        judge.Score(judge.Features(samples, null)).Equals(judge.call(samples, null)).Should().BeTrue();
    }

    [Fact]
    public void Soft_tokens_that_are_hard_have_the_same_scores_and_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var judge = TextWitness.Filled(Judge());
        judge.eval();
        var soft = nn.functional.one_hot(TextWitness.Tokens(), 5).to(ScalarType.Float32).requires_grad_();
        var scores = judge.call(soft, null);
        TextWitness.Distance(scores, TextWitness.Of("scores")).Should().BeLessThan(1e-5);
        scores.sum().backward();
        soft.grad!.abs().sum().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Features_are_dropped_while_it_learns()
    {
        using var scope = NewDisposeScope();
        using var judge = Judge();
        var samples = zeros(200, 5);
        judge
            .Features(samples, null)
            .eq(0)
            .to(ScalarType.Float32)
            .mean([0])
            .max()
            .ToDouble()
            .Should()
            .BeGreaterThan(0.1);
    }

    [Fact]
    public void What_it_cannot_read_is_said()
    {
        using var scope = NewDisposeScope();
        using var judge = Judge();
        var length = () => judge.call(zeros(2, 6), null);
        length.Should().Throw<ArgumentException>().WithMessage("*reads Float32 [N, 5], but sample is Float32 [2, 6]*");
        var tokens = () => judge.call(zeros(2, 5, 4), null);
        tokens.Should().Throw<ArgumentException>().WithMessage("*reads Float32 [N, 5, 5]*");
        judge.call(full([2, 5], float.NaN), null).shape.Should().Equal(2);
    }
}
