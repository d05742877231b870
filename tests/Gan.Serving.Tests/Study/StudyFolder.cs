namespace Gan.Serving.Tests.Study;

/// <summary>Two folders of pictures and a place for answers, until disposed.</summary>
internal sealed class StudyFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gan-study");

    public StudyFolder(int pictures = 6)
    {
        using var gan = Gan.Runtime.ShippedGan.Load(RunningServer.Fixture("dcgan-labels.onnx"));
        foreach (var set in new[] { "real", "made" })
        {
            var samples = gan.Sample(pictures, seed: set.Length);
            var where = folder.CreateSubdirectory(set).FullName;
            for (var i = 0; i < pictures; i++)
            {
                using var file = File.Create(Path.Combine(where, $"{i}.png"));
                samples.WritePng(i, file);
            }
        }
    }

    public string Answers => Path.Combine(folder.FullName, "answers.jsonl");

    public StudyOptions Options =>
        new()
        {
            First = Path.Combine(folder.FullName, "real"),
            Second = Path.Combine(folder.FullName, "made"),
            Answers = Answers,
            Trials = 8,
        };

    public string[] Lines => File.ReadAllText(Answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => folder.Delete(recursive: true);
}
