using Gan.Serving.Study;

namespace Gan.Serving.Tests.Study;

public sealed class AnswerFileTests : IDisposable
{
    private readonly StudyFolder folder = new(pictures: 1);

    public void Dispose() => folder.Dispose();

    private AnswerFile Open(StudyMode mode = StudyMode.Pair) =>
        AnswerFile.Open(folder.Answers, mode, TimeProvider.System);

    private static StudyAnswer Of(string participant, string item) =>
        new(participant, item, StudyTrial.First, StudyTrial.Second, 812);

    [Fact]
    public void The_first_answer_counts_also_after_a_restart()
    {
        using (var file = Open())
        {
            file.Add(Of("a", "1")).Should().BeTrue();
            file.Add(Of("a", "1") with { Chosen = StudyTrial.First }).Should().BeFalse();
        }
        using (var again = Open())
        {
            again.Has("a", "1").Should().BeTrue();
            again.Add(Of("a", "1")).Should().BeFalse();
            again.Add(Of("b", "1")).Should().BeTrue();
        }
        AnswerFile.Read(folder.Answers).Answers.Should().Equal(Of("a", "1"), Of("b", "1"));
        folder.Lines.Should().HaveCount(3);
    }

    [Fact]
    public async Task Of_answers_at_the_same_time_one_counts()
    {
        using var file = Open();
        var added = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Task.Run(() => file.Add(Of("a", $"{i % 4}"))))
        );
        added.Count(is1 => is1).Should().Be(4);
        folder.Lines.Should().HaveCount(5);
    }

    [Fact]
    public void Half_a_line_is_cut_off_and_all_before_it_kept()
    {
        using (var file = Open())
        {
            file.Add(Of("a", "1"));
        }
        File.AppendAllText(folder.Answers, """{"participant":"a","it""");
        AnswerFile.Read(folder.Answers).Answers.Should().Equal(Of("a", "1"));
        using (var again = Open())
        {
            again.Add(Of("a", "2"));
        }
        AnswerFile.Read(folder.Answers).Answers.Should().Equal(Of("a", "1"), Of("a", "2"));
    }

    [Theory]
    [InlineData("hello\n", "line 1")]
    [InlineData("{}\n", "line 1")]
    [InlineData("{\"gan.study\":2,\"mode\":\"Pair\",\"secret\":\"AAAA\"}\n", "line 1")]
    [InlineData("{\"gan.study\":1,\"mode\":\"Pair\",\"secret\":\"AAAA\"}\n{\"participant\":3}\n", "line 2")]
    [InlineData("no end", "line 1")]
    public void Another_file_is_refused_and_left_as_it_is(string text, string line)
    {
        File.WriteAllText(folder.Answers, text);
        var open = () => Open();
        open.Should().Throw<InvalidDataException>().WithMessage($"*is no file of a study's answers: see {line}.");
        File.ReadAllText(folder.Answers).Should().Be(text);
    }

    [Fact]
    public void A_file_of_another_mode_and_one_in_use_are_refused()
    {
        using (Open())
        {
            FluentActions
                .Invoking(() => Open())
                .Should()
                .Throw<IOException>()
                .WithMessage("Another study adds to '*'. Name another file of answers.");
        }
        FluentActions
            .Invoking(() => Open(StudyMode.RealOrFake))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*has answers of mode Pair. Name another file.");
    }
}
