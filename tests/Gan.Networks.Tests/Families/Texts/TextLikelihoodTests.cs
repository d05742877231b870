using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Texts;

public class TextLikelihoodTests
{
    [Fact]
    public void It_is_minus_the_logarithm_of_the_softmax()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 1f, 2f, 0f, 0f }).reshape(1, 2, 2);
        var tokens = tensor(
            new long[,]
            {
                { 0, 1 },
            }
        );
        var found = TextLikelihood.OfTokens(logits, tokens).data<float>().ToArray();
        found[0].Should().BeApproximately((float)Math.Log(1 + Math.E), 1e-6f);
        found[1].Should().BeApproximately((float)Math.Log(2), 1e-6f);
        var other = () => TextLikelihood.OfTokens(logits, tokens.to(ScalarType.Float32));
        other.Should().Throw<ArgumentException>().WithMessage("Tokens must be int64 [1, 2]*");
    }

    /// <summary>Over all texts of two tokens, ended or not, the probabilities add up to 1.</summary>
    [Fact]
    public void A_text_counts_up_to_its_end_mark_and_all_texts_together_are_certain()
    {
        using var scope = NewDisposeScope();
        using var writer = TextWitness.Filled((LstmWriter)TextWitness.Options.Generator(TextWitness.Spec));
        var texts = new List<Tensor> { tensor(new[] { 0f, 0f }) };
        foreach (var first in Enumerable.Range(1, 4))
        {
            texts.AddRange(Enumerable.Range(0, 5).Select(second => tensor(new float[] { first, second })));
        }
        var (sums, counts) = TextLikelihood.OfTexts(writer, stack(texts));
        counts.data<float>().ToArray().Should().Equal([1, .. Enumerable.Repeat(2f, 20)]);
        (-sums).exp().sum().ToDouble().Should().BeApproximately(1, 1e-5);
        using var points = new MlpOptions().Generator(new NetworkSpec([3], 100));
        var other = () => TextLikelihood.OfTexts(points, zeros(1, 3));
        other.Should().Throw<ArgumentException>().WithMessage("*writes no texts*");
    }
}
