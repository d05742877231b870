using Gan.Data;
using Gan.Games;
using Gan.Metrics;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/texts.md shows, with few steps.</summary>
public sealed class TextsTests
{
    [Fact]
    public void Words_are_learnt_written_measured_and_kept_in_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var (path, file) = (Path.Combine(folder, "words.txt"), Path.Combine(folder, "writer.safetensors"));
        File.WriteAllLines(path, ["abate", "abbot", "abide", "about", "above", "adobe", "bathe", "beaut", "tab"]);

        using var words = TextDataset.Load(path);
        var (learnt, heldOut) = words.Split(heldOut: 3, seed: 1);
        using var writer = new TextBuilder().WithTexts(learnt).WithSeqGan(1, rounds: 2, rollouts: 2).Train();
        foreach (var word in writer.Write(10, temperature: 0.9, seed: 1))
        {
            Console.WriteLine(word);
        }

        writer.Save(file);
        using var loaded = TrainedText.Load(file);
        loaded.Write(10, temperature: 0.9, seed: 1).Should().Equal(writer.Write(10, temperature: 0.9, seed: 1));

        var written = writer.WriteTokens(1000, seed: 2);
        var real = Enumerable.Range(0, (int)learnt.Count).Select(i => learnt.Tokens(i)).ToList();
        var others = Enumerable.Range(0, (int)heldOut.Count).Select(i => heldOut.Tokens(i)).ToList();
        var novelty = TextNovelty.Of(written, real);
        var model = new NGramModel(others, words.Vocabulary.Size, n: 3);
        Console.WriteLine($"{novelty.New:0 %} new, −ln p a letter {model.Unlikelihood(written):0.00}");
        Console.WriteLine($"self-BLEU-3 {TextBleu.OfThemselves(written, n: 3):0.00}");
        Console.WriteLine($"−ln p of words held out {writer.Unlikelihood(heldOut):0.00}");
        novelty.Distinct.Should().BeInRange(0.001, 1);

        var curve = SweepCurve.Of(
            "SeqGAN",
            temperature => writer.WriteTokens(500, temperature: temperature, seed: 3),
            model.Unlikelihood,
            texts => TextBleu.OfThemselves(texts, n: 3)
        );
        File.WriteAllText(Path.Combine(folder, "sweep.svg"), SweepPicture.Svg([curve], "quality", "likeness"));
        curve.Points.Should().HaveCount(SweepCurve.Temperatures.Count);
        Directory.Delete(folder, recursive: true);
    }
}
