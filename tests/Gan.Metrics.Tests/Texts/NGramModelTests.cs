namespace Gan.Metrics.Tests.Texts;

public sealed class NGramModelTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void It_is_Witten_and_Bells_recursion(int place)
    {
        var texts = TextCase.Number(place);
        var found = new NGramModel(texts.Real, texts.Tokens, texts.N).Unlikelihood(texts.Made);
        found.Should().BeApproximately(texts.Expected("unlikelihood"), 1e-12);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Probabilities_of_what_may_follow_add_up_to_one(int n)
    {
        var model = new NGramModel(
            [
                [1, 2],
                [2],
                [1, 1],
            ],
            tokens: 3,
            n
        );
        double Of(params long[] text) => Math.Exp(-model.Unlikelihood([text]) * (text.Length + 1));
        // all texts of at most ten tokens, which are nearly all there are
        var sum = 0.0;
        IReadOnlyList<long[]> some =
        [
            [],
        ];
        for (var length = 0; length <= 10; length++)
        {
            sum += some.Sum(text => Of(text));
            some = [.. some.SelectMany(text => new long[][] { [.. text, 1], [.. text, 2] })];
        }
        sum.Should().BeInRange(0.97, 1 + 1e-9);
    }

    [Fact]
    public void Nothing_is_learnt_from_no_texts()
    {
        var none = () => new NGramModel([], 3, 2);
        none.Should().Throw<ArgumentException>().WithMessage("There is no text.*");
    }
}
