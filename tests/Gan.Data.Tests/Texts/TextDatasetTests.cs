using Microsoft.Extensions.Logging;

namespace Gan.Data.Tests.Texts;

public sealed class TextDatasetTests : TextTest
{
    [Fact]
    public void Lines_become_rows_of_numbers_that_end_marks_fill_up()
    {
        using var data = Load("ba\nabc\nc\n");
        data.Vocabulary.Tokens.Should().Equal("a", "b", "c");
        (data.Count, data.Length, data.Unit).Should().Be((3, 3, "tokens"));
        data.UnitsPerSample.Should().Be(2);
        data.SampleShape.Should().Equal(3);
        Samples(data).Should().Equal(2, 1, 0, 1, 2, 3, 3, 0, 0);
        data.Tokens(0).Should().Equal(2, 1);
        Texts(data).Should().Equal("ba", "abc", "c");
        data.Name.Should().Be("names.txt");
        data.Notes.Should().BeEmpty();
        data.ToString().Should().Be("names.txt: 3 texts of at most 3 of 3 characters, an end mark");
    }

    [Fact]
    public void Words_stand_between_white_space()
    {
        using var data = Load("a  cat sat\nthe\tcat\n", new TextOptions { Kind = TokenKind.Words });
        data.Vocabulary.Tokens.Should().Equal("a", "cat", "sat", "the");
        Texts(data).Should().Equal("a cat sat", "the cat");
    }

    [Fact]
    public void A_greatest_length_cuts_leaves_out_or_refuses_longer_texts_and_says_so()
    {
        using var cut = Load("abcd\nab\nabcde\n", new TextOptions { MaxLength = 3, LongTexts = LongTexts.Cut });
        Texts(cut).Should().Equal("abc", "ab", "abc");
        cut.Notes.Should().Equal("2 lines of more than 3 tokens were cut, the first is line 1.");
        using var left = Load("ab\n\nabcde\n", new TextOptions { MaxLength = 4, LongTexts = LongTexts.LeaveOut });
        Texts(left).Should().Equal("ab");
        left.Length.Should().Be(4);
        left.Notes.Should()
            .Equal("1 empty lines were left out.", "1 lines of more than 4 tokens were left out, the first is line 3.");
        Refuse(
            "ab\nabcde\n",
            new TextOptions { MaxLength = 4 },
            "expected texts of at most 4 tokens, but found 5 in line 2. State TextOptions.MaxLength, or*LongTexts*"
        );
        Refuse(
            "abc\n",
            new TextOptions { MaxLength = 2, LongTexts = LongTexts.LeaveOut },
            "expected a line that is not left out, but found none.*"
        );
    }

    [Fact]
    public void Rare_tokens_are_unknown_and_that_is_said()
    {
        const string Text = "aab\nbaZ\nYab\n";
        Refuse(
            Text,
            new TextOptions { LeastCount = 2 },
            "expected tokens of the vocabulary, but found 'Z' in line 2, column 3. State in TextOptions.Unknown*"
        );
        using var marked = Load(Text, new TextOptions { LeastCount = 2, Unknown = UnknownTokens.Mark });
        marked.Vocabulary.Size.Should().Be(4, "an end mark, a, b and a mark of unknown ones");
        Texts(marked).Should().Equal("aab", "ba\uFFFD", "\uFFFDab");
        marked
            .Notes.Should()
            .Equal("2 unknown tokens have a mark in their place, in 2 lines, the first is line 2: 'Y', 'Z'.");
        using var left = Load(Text, new TextOptions { LeastCount = 2, Unknown = UnknownTokens.LeaveOut });
        Texts(left).Should().Equal("aab");
        left.Notes.Single().Should().StartWith("2 unknown tokens were left out, in 2 lines");
        Refuse(Text, new TextOptions { LeastCount = 9 }, "expected from 1 to 1000000 tokens that occur 9 times*");
    }

    [Fact]
    public void Other_texts_are_read_with_the_vocabulary_that_was_learnt()
    {
        using var learnt = Load("abc\ncab\n");
        var path = folder.Write("other.txt", "b\nad\n"u8.ToArray());
        var unknown = () => TextDataset.Load(path, learnt.Vocabulary);
        unknown.Should().Throw<DataFormatException>().WithMessage("*found 'd' in line 2, column 2*");
        using var some = TextDataset.Load(
            path,
            learnt.Vocabulary,
            new TextOptions { MaxLength = 3, Unknown = UnknownTokens.LeaveOut }
        );
        Samples(some).Should().Equal(2, 0, 0);
    }

    [Fact]
    public void Tokens_that_are_numbers_already_need_no_end_mark()
    {
        var vocabulary = Vocabulary.OfNumbers(5);
        vocabulary.End.Should().BeNull();
        using var data = TextDataset.OfTokens(
            [
                [0, 4, 2],
                [3, 3, 3],
            ],
            vocabulary
        );
        Samples(data).Should().Equal(0, 4, 2, 3, 3, 3);
        Texts(data).Should().Equal("0 4 2", "3 3 3");
        data.UnitsPerSample.Should().Be(3);
        var length = () =>
            TextDataset.OfTokens(
                [
                    [1, 2],
                    [1],
                ],
                vocabulary
            );
        length.Should().Throw<ArgumentException>().WithMessage("*text 1 has 1 tokens and the first one 2*");
        var beyond = () =>
            TextDataset.OfTokens(
                [
                    [1, 5],
                ],
                vocabulary
            );
        beyond.Should().Throw<ArgumentException>().WithMessage("Text 0 has the number 5*");
        var negative = () =>
            TextDataset.OfTokens(
                [
                    [-1],
                ],
                vocabulary
            );
        negative.Should().Throw<ArgumentException>().WithMessage("Text 0 has the number -1*");
        var end = () =>
            TextDataset.OfTokens(
                [
                    [0],
                ],
                new Vocabulary { Kind = TokenKind.Words, Tokens = ["a"] }
            );
        end.Should().Throw<ArgumentException>().WithMessage("*number 0, which is none of a token*");
        var empty = () =>
            TextDataset.OfTokens(
                [
                    [],
                ],
                vocabulary
            );
        empty.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Length of text 0 must be at least 1*");
    }

    [Fact]
    public void Texts_are_held_out_at_random_and_none_twice()
    {
        using var data = TextDataset.Of(Enumerable.Range(10, 90).Select(i => $"{i}"));
        var (learnt, held) = data.Split(20, seed: 3);
        (learnt.Count, held.Count).Should().Be((70, 20));
        Texts(learnt).Concat(Texts(held)).Should().BeEquivalentTo(Texts(data));
        Texts(held).Should().Equal(Texts(data.Split(20, seed: 3).HeldOut)).And.NotEqual(Texts(data)[..20]);
        var all = () => data.Split(90);
        all.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Notes_go_to_a_log()
    {
        var log = new Lines();
        TextDataset.Load(Write("a\n\nb\n"), log: log).Dispose();
        log.Said.Should().ContainSingle().Which.Should().EndWith("names.txt: 1 empty lines were left out.");
    }

    [Fact]
    public void Options_out_of_range_are_listed_at_once()
    {
        var options = new TextOptions
        {
            Kind = (TokenKind)7,
            MaxLength = 2000,
            LeastCount = 0,
        };
        var load = () => TextDataset.Of(["a"], options);
        load.Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Kind must be one of*MaxLength must be at most 1000*LeastCount must be at least 1*");
        var none = () => TextDataset.Of(["a", null!]);
        none.Should().Throw<ArgumentException>().WithMessage("One of the texts is null*");
    }

    private sealed class Lines : ILogger
    {
        internal List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Add(formatter(state, exception));
    }

    [Fact]
    public void One_text_cannot_be_in_two_parts()
    {
        using var data = TextDataset.Of(["one"]);
        data.Invoking(texts => texts.Split(1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*has one text*");
    }
}
