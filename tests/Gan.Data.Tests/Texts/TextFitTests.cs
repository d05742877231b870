namespace Gan.Data.Tests.Texts;

public sealed class TextFitTests : TextTest
{
    [Fact]
    public void Tokens_have_the_order_of_their_numbers_whatever_the_culture_and_the_file()
    {
        using var data = Load("zäBa\n");
        data.Vocabulary.Tokens.Should().Equal("B", "a", "z", "ä");
        using var other = Load("äazB\n");
        other.Vocabulary.Should().Be(data.Vocabulary);
    }

    [Fact]
    public void A_vocabulary_without_an_end_mark_takes_texts_of_one_length()
    {
        var path = Write("1 2\n3 0\n");
        using var data = TextDataset.Load(path, Vocabulary.OfNumbers(4));
        Samples(data).Should().Equal(1, 2, 3, 0);
        var uneven = folder.Write("uneven.txt", "1 2\n3\n"u8.ToArray());
        var load = () => TextDataset.Load(uneven, Vocabulary.OfNumbers(4));
        load.Should()
            .Throw<DataFormatException>()
            .WithMessage("*texts of 2 tokens each, since the vocabulary has no end mark, but found one of 1*");
    }
}
