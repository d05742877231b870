using Gan.Data;

namespace Gan.Games.Tests;

public sealed class TrainedTextTests
{
    [Fact]
    public void Texts_have_the_vocabularys_tokens_and_at_most_the_length_that_is_asked_for()
    {
        using var text = SmallTexts.Builder(SmallTexts.Words).Train();
        var letters = SmallTexts.Words.Vocabulary.Tokens.Select(token => token[0]);
        text.Write(200, seed: 1).Should().OnlyContain(word => word.Length <= 5 && word.All(letters.Contains));
        text.Write(200, length: 2, seed: 1).Should().OnlyContain(word => word.Length <= 2);
        text.Write(200, length: 30, seed: 1).Max(word => word.Length).Should().BeInRange(6, 30);
    }

    [Fact]
    public void Equal_seeds_give_equal_texts_and_none_gives_new_ones()
    {
        using var text = SmallTexts.Builder(SmallTexts.Words).Train();
        text.Write(30, seed: 1).Should().Equal(text.Write(30, seed: 1)).And.NotEqual(text.Write(30, seed: 2));
        text.Write(30).Should().NotEqual(text.Write(30));
    }

    [Fact]
    public void A_low_temperature_writes_the_likeliest_text_alone()
    {
        using var text = SmallTexts.Builder(SmallTexts.Words).Train();
        text.Write(50, temperature: 1e-6, seed: 1).Distinct().Should().ContainSingle();
        text.Write(50, temperature: 1, seed: 1).Distinct().Count().Should().BeGreaterThan(10);
    }

    [Fact]
    public void One_file_holds_weights_and_vocabulary()
    {
        using var folder = new TemporaryFolder();
        var path = folder["words.safetensors"];
        using var text = SmallTexts.Builder(SmallTexts.Words).Train();
        text.Save(path);
        using var loaded = TrainedText.Load(path);
        loaded.ToString().Should().Be("Writer of 8 steps: texts of at most 5 of 10 characters, an end mark");
        loaded.Write(25, seed: 9).Should().Equal(text.Write(25, seed: 9));
        loaded.Unlikelihood(SmallTexts.Words).Should().Be(text.Unlikelihood(SmallTexts.Words));
        using var plain = TrainedGan.Load(path);
        plain.SampleShape.Should().Equal(5);
        plain.Save(folder["plain.safetensors"]);
        var other = () => TrainedText.Load(folder["plain.safetensors"]);
        other.Should().Throw<InvalidDataException>().WithMessage("*lacks 'text.vocabulary'*TrainedText.Save*");
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        var text = SmallTexts.Builder(SmallTexts.Words).Train();
        var none = () => text.Write(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
        var cold = () => text.Write(1, temperature: 0);
        cold.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*temperature must be greater than 0*");
        var other = TextDataset.Of(["xyz", "zyx"]);
        var foreign = () => text.Unlikelihood(other);
        foreign.Should().Throw<ArgumentException>().WithMessage("*another vocabulary*TextDataset.Load*");
        var misfit = () => TrainedText.Of(text.Gan, other.Vocabulary);
        misfit.Should().Throw<ArgumentException>().WithMessage("*11 tokens with an end mark*vocabulary 4*");
        text.Dispose();
        var gone = () => text.Write(1);
        gone.Should().Throw<ObjectDisposedException>();
    }
}
