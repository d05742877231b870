namespace Gan.Data.Tests.Texts;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Letters = new()
    {
        Kind = TokenKind.Characters,
        Tokens = ["a", "b", "é"],
        HasUnknown = true,
    };

    [Fact]
    public void Marks_stand_before_and_behind_the_tokens()
    {
        (Letters.Size, Letters.End, Letters.Unknown).Should().Be((5, 0, 4));
        Letters.Encode("bae\u0301?").Should().Equal(2, 1, 3, 4);
        Letters.Decode([2, 1, 4, 0, 3]).Should().Be("ba\uFFFD", "the end mark ends it");
        (Letters with { HasEnd = false }).Encode("ab").Should().Equal(0, 1);
        Letters.ToString().Should().Be("3 characters, an end mark, a mark of unknown ones");
    }

    [Fact]
    public void An_unknown_token_is_named_with_its_column()
    {
        var words = new Vocabulary { Kind = TokenKind.Words, Tokens = ["cat", "the"] };
        var encode = () => words.Encode("the  dog");
        encode.Should().Throw<ArgumentException>().WithMessage("The vocabulary lacks 'dog', column 6 of 'the  dog'.*");
        words.Decode([2, 1]).Should().Be("the cat");
        var beyond = () => words.Decode([3]);
        beyond.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void As_JSON_it_is_the_same()
    {
        var read = Vocabulary.FromJson(Letters.ToJson(), "here");
        read.Should().Be(Letters).And.NotBe(Letters with { HasUnknown = false });
        read.GetHashCode().Should().Be(Letters.GetHashCode());
    }

    [Theory]
    [InlineData("", "*")]
    [InlineData("null", "null")]
    [InlineData("{}", "*")]
    [InlineData("""{"kind":"Characters","tokens":null}""", "*")]
    [InlineData("""{"kind":"Characters","tokens":[]}""", "0 tokens")]
    [InlineData("""{"kind":"Characters","tokens":["a",""]}""", "a token without text")]
    [InlineData("""{"kind":"Characters","tokens":["a",null]}""", "a token without text")]
    [InlineData("""{"kind":"Characters","tokens":["a","a"]}""", "a token twice")]
    [InlineData("""{"kind":9,"tokens":["a"]}""", "tokens of the kind 9")]
    public void JSON_that_cannot_be_is_refused(string json, string found)
    {
        var read = () => Vocabulary.FromJson(json, "here");
        read.Should()
            .Throw<DataFormatException>()
            .WithMessage($"here: expected the JSON of a vocabulary, but found {found}. Write it again*");
    }
}
