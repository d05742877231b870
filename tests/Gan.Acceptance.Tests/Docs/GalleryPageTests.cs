using Gan.Runtime;
using Gan.Serving;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/gallery.md shows, and runs it.</summary>
public sealed class GalleryPageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gan-gallery");

    private static string Fixture =>
        Path.Combine(SampleProgram.Root, "tests/Gan.Runtime.Tests/Fixtures/dcgan-labels.onnx");

    public void Dispose() => folder.Delete(recursive: true);

    // What the page shows, word for word.
    private static void AsOnThePage()
    {
        GanGallery.Write("digits.onnx", "gallery");
    }

    [Fact]
    public void A_gallery_takes_one_call_and_a_file() =>
        FluentActions.Invoking(AsOnThePage).Should().Throw<FileNotFoundException>().WithMessage("*digits.onnx*");

    [Fact]
    public async Task A_study_is_served_and_summed_up()
    {
        using (var gan = ShippedGan.Load(Fixture))
        {
            gan.Sample(2, seed: 1).SaveEach(Path.Combine(folder.FullName, "made"));
        }
        var options = new StudyOptions
        {
            First = Path.Combine(folder.FullName, "made"),
            Second = Path.Combine(folder.FullName, "made"),
            Answers = "answers.jsonl", // in the folder of the program, as on the page
        };
        await using var server = StudyServer.Create(options);
        var study = StudySummary.Read("answers.jsonl");
        Console.WriteLine($"{study.Shares[0].Share:0.0 %} of {study.Answers} answers were wrong");
        study.Answers.Should().Be(0);
        await server.DisposeAsync();
        File.Delete("answers.jsonl");
    }
}
