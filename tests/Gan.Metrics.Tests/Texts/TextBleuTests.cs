namespace Gan.Metrics.Tests.Texts;

public sealed class TextBleuTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void It_is_what_NLTK_finds(int place)
    {
        var texts = TextCase.Number(place);
        TextBleu.Of(texts.Made, texts.Real, texts.N).Should().BeApproximately(texts.Expected("bleu"), 1e-12);
        TextBleu.OfThemselves(texts.Made, texts.N).Should().BeApproximately(texts.Expected("selfBleu"), 1e-12);
    }

    [Fact]
    public void Equal_texts_are_one_and_strangers_nothing()
    {
        IReadOnlyList<IReadOnlyList<long>> same =
        [
            [1, 2, 3, 4],
            [1, 2, 3, 4],
        ];
        TextBleu.OfThemselves(same, 3).Should().BeApproximately(1, 1e-12);
        TextBleu
            .Of(
                [
                    [7, 8],
                ],
                same,
                2
            )
            .Should()
            .Be(0);
    }

    [Fact]
    public void One_text_has_no_others()
    {
        var alone = () =>
            TextBleu.OfThemselves(
                [
                    [1, 2],
                ],
                2
            );
        alone.Should().Throw<ArgumentException>().WithMessage("*one alone*");
    }
}
