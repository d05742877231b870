using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What texts need: a few words, their networks and their training.</summary>
internal sealed partial class Makers
{
    private const string WordList = "words.txt";

    private static readonly SeqGanOptions Letters = new()
    {
        Tokens = 4,
        Length = 3,
        EndToken = 0,
        Embedding = 2,
        Hidden = 2,
        JudgeEmbedding = 2,
        Windows = [new(1, 2)],
    };

    private static readonly NetworkSpec LetterSpec = new([3], 3);

    private static readonly long[][] Numbers =
    [
        [1, 2, 3],
        [2, 3, 1],
        [1, 1, 2],
    ];

    private Dictionary<Type, Func<object>> TextTypes() =>
        new(MarkTypes())
        {
            [typeof(TextDataset)] = Words,
            [typeof(Vocabulary)] = () => Words().Vocabulary,
            [typeof(TextOptions)] = () => new TextOptions(),
            [typeof(SeqGanOptions)] = () => Letters,
            [typeof(LstmWriter)] = () => new LstmWriter(Letters, LetterSpec),
            [typeof(TextJudge)] = () => new TextJudge(Letters, LetterSpec),
            [typeof(TextWindow)] = () => new TextWindow(2, 2),
            [typeof(TextGanOptions)] = () => WritingOptions,
            [typeof(TextBuilder)] = TextBuilder,
            [typeof(TrainedText)] = () => TextBuilder().Train(),
            [typeof(SeqGanGame)] = () => new SeqGanGame(WordSetup(), WritingOptions, Words().Vocabulary),
            [typeof(GumbelTextGame)] = () => new GumbelTextGame(WordSetup(), WritingOptions, Words().Vocabulary),
            [typeof(TextGame)] = () => new SeqGanGame(WordSetup(), WritingOptions, Words().Vocabulary),
            [typeof(Highway)] = () => new Highway(2),
            [typeof(TextOracle)] = () => new TextOracle(4, 3, 1),
            [typeof(NGramModel)] = () => new NGramModel(Numbers, 4, 2),
            [typeof(IReadOnlyList<IReadOnlyList<long>>)] = () => Numbers,
            [typeof(IReadOnlyList<SweepPoint>)] = () => new[] { new SweepPoint(1, 1, 1) },
            [typeof(IReadOnlyList<SweepCurve>)] = () => new[] { new SweepCurve("a", [new SweepPoint(1, 1, 1)]) },
            [typeof(SweepCurve)] = () => new SweepCurve("a", [new SweepPoint(1, 1, 1)]),
            [typeof(Func<double, IReadOnlyList<IReadOnlyList<long>>>)] = () =>
                (Func<double, IReadOnlyList<IReadOnlyList<long>>>)(_ => Numbers),
            [typeof(Func<IReadOnlyList<IReadOnlyList<long>>, double>)] = () =>
                (Func<IReadOnlyList<IReadOnlyList<long>>, double>)(_ => 1),
        };

    private Dictionary<string, Func<object>> TextNames() =>
        new(MarkNames())
        {
            ["TextDataset.path"] = () => Path.Combine(folder, WordList),
            ["TextDataset.texts"] = () => new[] { "ab", "b" },
            ["TextDataset.OfTokens.texts"] = () => Numbers,
            ["TextDataset.heldOut"] = () => 1L,
            ["TextDataset.index"] = () => 0L,
            ["TextBuilder.texts"] = Words,
            ["TrainedText.gan"] = () => TextBuilder().Build().Trainer.Snapshot(),
            ["TrainedText.texts"] = Words,
            ["TrainedText.Load.path"] = () => Path.Combine(folder, "writer.safetensors"),
            ["SeqGanGame.setup"] = WordSetup,
            ["GumbelTextGame.setup"] = WordSetup,
            ["Vocabulary.text"] = () => "ab",
            ["Highway.input"] = () => rand(8, 2),
            ["Vocabulary.json"] = () => Words().Vocabulary.ToJson(),
            ["Vocabulary.token"] = () => "a",
            ["Vocabulary.tokens"] = () => new long[] { 1, 2 },
            ["Vocabulary.size"] = () => 4,
            ["LstmWriter.spec"] = () => LetterSpec,
            ["LstmWriter.uniform"] = () => rand(2, 3),
            ["LstmWriter.latent"] = () => rand(2, 3),
            ["LstmWriter.tokens"] = () => ones([2, 3], ScalarType.Int64),
            ["TextJudge.spec"] = () => LetterSpec,
            ["TextJudge.features"] = () => rand(2, 2),
            ["TextJudge.sample"] = () => ones(2, 3),
            ["SeqGanOptions.spec"] = () => LetterSpec,
            ["SeqGanOptions.shape"] = () => new long[] { 3 },
            ["TextLikelihood.logits"] = () => rand(2, 3, 4),
            ["TextLikelihood.tokens"] = () => ones([2, 3], ScalarType.Int64),
            ["TextLikelihood.writer"] = () => new LstmWriter(Letters, LetterSpec),
            ["TextLikelihood.samples"] = () => ones(2, 3),
            ["TextTokens.samples"] = () => ones(2, 3),
            ["TextTokens.Of.tokens"] = () => 4L,
            ["TextTokens.Mask.tokens"] = () => ones([2, 3], ScalarType.Int64),
            ["TextTokens.end"] = () => 0L,
        };

    private static TextGanOptions WritingOptions { get; } =
        new()
        {
            PretrainEpochs = 1,
            JudgeSteps = 1,
            Rounds = 1,
            BatchSize = 4,
            Rollouts = 1,
        };

    private static TextDataset Words() => TextDataset.Of(["abc", "ab", "ba", "cab"]);

    private TextBuilder TextBuilder() =>
        new TextBuilder().WithTexts(Words()).WithNetworks(Letters).WithOptions(WritingOptions);

    private void SaveTexts()
    {
        File.WriteAllText(Path.Combine(folder, WordList), "abc\nab\nba\ncab\n");
        using var writer = TextBuilder().Train();
        writer.Save(Path.Combine(folder, "writer.safetensors"));
    }

    private static GameSetup WordSetup()
    {
        GameSetup? setup = null;
        new GanBuilder()
            .WithData(Words())
            .WithNetworks(Letters)
            .WithTraining(new() { Steps = 1, BatchSize = 4 })
            .WithGame(made =>
            {
                setup = made;
                return new SeqGanGame(made, WritingOptions, Words().Vocabulary);
            })
            .Build()
            .Dispose();
        return setup!;
    }
}
