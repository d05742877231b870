using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gan.Architecture.Tests;

/// <summary>What the libraries log, and that they swallow nothing.</summary>
public sealed class LoggingTests
{
    private const string Page = "docs/logging.md";

    /// <summary>Catches that neither throw nor hand the exception on, each with its reason.</summary>
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["src/Gan.Backend/BackendCheck.cs"] =
            "what is found missing or damaged is handed back as an exception, which is thrown",
        ["src/Gan.Backend/CompileAhead.cs"] = "a room that the program lacks has nothing to compile",
        ["src/Gan.Backend/ElfFile.cs"] = "a file that cannot be read is left to the loader, which says why",
        ["src/Gan.Backend/OlderLinux.cs"] = "the next folder is tried, and what cannot be removed ends no program",
        ["src/Gan.Backend/VersionNeeds.cs"] =
            "a damaged file has no versions to mark; the loader says what is wrong with it",
        ["src/Gan.Core/Building/Rules/MicroBatchRules.cs"] =
            "Splits: the lack of memory that it is asked about is thrown",
        ["src/Gan.Core/Building/TimeBudget.cs"] = "the session says what is wrong with the checkpoint",
        ["src/Gan.Core/Checkpoints/CheckpointFolder.cs"] =
            "Abandon: the failed write is thrown; what could not be removed goes at the next start",
        ["src/Gan.Core/Checkpoints/StoredCheckpoint.cs"] =
            "a checkpoint that a running training has removed since it was listed is none",
        ["src/Gan.Networks/TrainedDiscriminator.cs"] = "HoldsGenerator answers a question",
        ["src/Gan.Core/Training/ObserverGuard.cs"] = "Call: it is logged and one of ObserverFailures (decision 0024)",
        ["src/Gan.Metrics/Features/FeatureTrial.cs"] = "what is thrown becomes a problem of Build",
        ["src/Gan.Monitoring/OutputPath.cs"] = "Refused: what is thrown becomes a problem of Build",
        ["src/Gan.Core/Training/StopSignals.cs"] = "a message to a terminal whose end the signal is",
        ["src/Gan.Core/Training/GanTrainer.cs"] = "Advance: the fault goes to RollBack, which logs it",
        ["src/Gan.Data/Cache/CacheNames.cs"] =
            "a cache whose names are none of ours is made anew, for which the reason is logged",
        ["src/Gan.Data/Cache/CacheWriter.cs"] = "what another process writes is its own to remove",
        ["src/Gan.Data/Tables/StrictText.cs"] =
            "Find: what stops the second reading is where the first stopped, which is thrown",
        ["src/Gan.Data/Images/VipsImageDecoder.cs"] = "IsAvailable answers a question",
        ["src/Gan.Core/Processes/NormFunction.cs"] = "kept by LayerKernels.Fail, as those of the kernels",
        ["src/Gan.Distributed/MpiProcessGroup.cs"] = "at the end of the program, which it ends with status 1",
        ["src/Gan.Core/Processes/ProcessSum.cs"] = "kept by LayerKernels.Fail, as those of the kernels",
        ["src/Gan.Tool/Hub/HubFolder.cs"] = "text that is no JSON is text",
        ["src/Gan.Kernels/KernelFunction.cs"] =
            "kept by LayerKernels.Fail, which throws it as soon as no frame of libtorch lies between",
        ["src/Gan.Kernels/Workers.cs"] = "Try: the first is thrown on the thread that asked, once all are done",
        ["src/Gan.Kernels/Buffers/LargeBuffers.cs"] =
            "another C library has no such hole to fill, and Keep answers false",
        ["src/Gan.Monitoring/Progress/ConsoleProgress.cs"] = "OnStart: the first step says so again, which is logged",
        ["src/Gan.Monitoring/OutputLock.cs"] = "without a place for locks a training goes on as if there were none",
        ["src/Gan.Metrics/Classifier/ImageClassifier.Cache.cs"] = "Kept: a damaged file is replaced by a whole one",
        ["src/Gan.Monitoring/Progress/ConsoleProgress.cs"] =
            "OnStart: a closed output is no reason not to train; the first step says so to the log",
        ["src/Gan.Runtime/ShippedCard.cs"] = "Elements: what is no list is refused with the key's name",
        ["src/Gan.Monitoring/Logs/JsonLinesLog.cs"] =
            "Parse: a half-written last line is what a crash leaves, and is cut off",
        ["src/Gan.Core/Checkpoints/CheckpointSession.cs"] = "MetricsOf: a damaged checkpoint is never the best",
        ["src/Gan.Core/Game/GameRules.cs"] = "Objectives: what is thrown becomes a problem of Build",
        ["src/Gan.Core/Game/Classic/ClassicRules.cs"] = "WalkBack: what is thrown becomes a problem of Build",
        ["src/Gan.Core/Game/Classic/EncoderRules.cs"] = "Check: what is thrown becomes a problem of Build",
        ["src/Gan.Core/Game/Classic/SplitNetworks.cs"] = "Compares: a trial for which there is no room says nothing",
        ["src/Gan.Serving/Http/Door.cs"] = "Refused: what is thrown becomes a status with a sentence for who asked",
        ["src/Gan.Tool/GanTool.cs"] = "Run: what a user can mend is said among the errors, with a status",
        ["src/Gan.Tool/Training/Saving.cs"] = "Elsewhere: the next place is tried, on the way to another error",
        ["src/Gan.Tool/Configuration/ConfigValues.cs"] = "Whole: no such number, which the binder says",
        ["src/Gan.Tool/Data/SavedFile.cs"] = "KindOf answers a question; the loader says what is wrong with the file",
        ["src/Gan.Core/Checkpoints/CheckpointDisk.cs"] =
            "IsWhole answers a question; Free speaks on the way to another error",
    };

    private static List<(int Id, string Level, string Text, string File)> Messages() =>
        [
            .. from file in Repository.Files("src", "*.cs")
            from attribute in CSharpSyntaxTree
                .ParseText(Repository.Read(file))
                .GetRoot()
                .DescendantNodes()
                .OfType<AttributeSyntax>()
            where attribute.Name.ToString() == "LoggerMessage"
            let arguments = attribute.ArgumentList!.Arguments
            let level = arguments[1].ToString().Replace("LogLevel.", "", StringComparison.Ordinal)
            select (Id(arguments[0]), level, Text(arguments[2]), file),
        ];

    private static int Id(AttributeArgumentSyntax argument) =>
        int.Parse(argument.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    // A long text is a sum of several.
    private static string Text(AttributeArgumentSyntax argument) =>
        string.Concat(
            argument
                .Expression.DescendantNodesAndSelf()
                .OfType<LiteralExpressionSyntax>()
                .Select(l => l.Token.ValueText)
        );

    [Fact]
    public void Every_event_has_an_id_of_its_own() =>
        Messages()
            .GroupBy(m => m.Id)
            .Where(g => g.Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(" | ", g.Select(m => m.Text))}")
            .Should()
            .BeEmpty();

    [Fact]
    public void One_table_has_every_event_with_its_level_and_values()
    {
        var rows = Repository
            .Lines(Page)
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Where(c => c.Length > 4 && int.TryParse(c[1], out _))
            .Select(c => $"{c[1]} {c[2]} {c[4]}")
            .ToList();
        rows.Should()
            .Equal(
                Messages().OrderBy(m => m.Id).Select(m => $"{m.Id} {m.Level} {Values(m.Text)}"),
                "{0} lists the events in the order of their ids",
                Page
            );
    }

    private static string Values(string text) =>
        string.Join(", ", Regex.Matches(text, @"\{(\w+)[^}]*\}").Select(m => m.Groups[1].Value));

    /// <summary>What fails is thrown and not logged as an error beside; what a user should look at is a warning; what
    /// comes in every step is for debugging.</summary>
    [Fact]
    public void Levels_are_what_users_of_NET_expect()
    {
        var messages = Messages();
        messages.Should().OnlyContain(m => m.Level == "Debug" || m.Level == "Information" || m.Level == "Warning");
        messages
            .Where(m => m.Text.StartsWith("Step {Step}", StringComparison.Ordinal))
            .Should()
            .OnlyContain(m => m.Level == "Debug");
        Repository
            .Files("src", "*.cs")
            .Where(f => Regex.IsMatch(Repository.Read(f), @"\.Log(Error|Critical|Warning|Information|Debug|Trace)\("))
            .Should()
            .BeEmpty("every event has an id, and so a LoggerMessage");
    }

    [Fact]
    public void No_exception_is_swallowed()
    {
        var quiet = Repository
            .Files("src", "*.cs")
            .SelectMany(f => Catches(Repository.Read(f)).Where(c => !HandsOn(c)).Select(_ => f))
            .Distinct()
            .ToList();
        quiet
            .Except(Quiet.Keys)
            .Should()
            .BeEmpty("a catch throws, hands the exception on, or is on the list with its reason");
        Quiet.Keys.Except(quiet).Should().BeEmpty("the list must not be longer than it needs to be");
    }

    private static bool HandsOn(string block) =>
        block.Contains("throw", StringComparison.Ordinal)
        || Regex.IsMatch(
            block,
            @"errors\.Add\(e|failure = e|Skip\(|Throw\(|Capture\(e\)|Log\."
                + @"|return \[.*\.Message|problems\.Add\(.*(Message|TorchErrors\.Text)",
            RegexOptions.Singleline
        );

    /// <summary>The blocks behind each catch.</summary>
    private static IEnumerable<string> Catches(string text)
    {
        foreach (Match match in Regex.Matches(text, @"\bcatch\b[^{;]*(\{)"))
        {
            var depth = 1;
            var at = match.Groups[1].Index + 1;
            // A filter such as "e is { Message: … }" opens braces of its own; the block is the one that closes the
            // statement.
            while (depth > 0 && at < text.Length)
            {
                depth += text[at++] switch
                {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
            }
            yield return text[match.Index..at];
        }
    }
}
