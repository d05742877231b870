using System.CommandLine;
using System.Text.Json;
using Gan.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Gan.Tool.Commands;

/// <summary><c>gan study</c>: people judge pictures of two folders in the browser, and what they said.</summary>
internal sealed class StudyCommand : ToolCommand
{
    private const string RealOrFake = "real-or-fake";
    private const string Pair = "pair";

    private readonly Option<string?> first;
    private readonly Option<string?> second;
    private readonly Option<string> answers;
    private readonly Option<string> mode;
    private readonly Option<int> trials;
    private readonly Option<int?> exposure;
    private readonly Option<string?> question;
    private readonly Option<string> host;
    private readonly Option<int> port;
    private readonly Option<bool> summary;
    private readonly Option<bool> asJson;

    /// <param name="console">Where it writes to.</param>
    public StudyCommand(ToolConsole console)
        : base("study", "Lets people judge pictures in the browser, and counts what they said.", console)
    {
        first = Add<string?>("--first", "Folder of PNG and JPEG files, the real ones");
        second = Add<string?>("--second", "Folder of PNG and JPEG files, the generated ones");
        answers = Add("--answers", "File that answers are added to", "answers.jsonl");
        mode = Add("--mode", "One picture at a time, or two side by side", RealOrFake);
        mode.AcceptOnlyFromAmong(RealOrFake, Pair);
        trials = Add("--trials", "Questions for each participant", 40);
        exposure = Add<int?>("--exposure", "Milliseconds that pictures are seen; left out, until the answer");
        question = Add<string?>("--question", "The question above the pictures");
        host = Add("--host", "Address to listen at; * for all of this machine", "127.0.0.1");
        port = Add("--port", "Port; 0 for a free one", 8000);
        summary = Add("--summary", "Counts the answers so far, and serves nothing", false);
        asJson = Add("--json", "The summary as JSON", false);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        if (line.GetValue(summary))
        {
            Summarise(StudySummary.Read(line.GetValue(answers)!), line.GetValue(asJson));
            return ExitCode.Done;
        }
        if (line.GetValue(asJson))
        {
            throw new ToolException("--json belongs to --summary.");
        }
        if (line.GetValue(first) is not { } one || line.GetValue(second) is not { } other)
        {
            throw new ToolException("'gan study' needs --first and --second, folders of pictures; or --summary.");
        }
        var options = new StudyOptions
        {
            First = one,
            Second = other,
            Answers = line.GetValue(answers)!,
            Mode = line.GetValue(mode) == Pair ? StudyMode.Pair : StudyMode.RealOrFake,
            Trials = line.GetValue(trials),
            Exposure = line.GetValue(exposure) is { } time ? TimeSpan.FromMilliseconds(time) : null,
            Question = line.GetValue(question) ?? "",
        };
        var address = new ServingAddress { Host = line.GetValue(host)!, Port = line.GetValue(port) };
        Serve(StudyServer.Create(options, address), options.Answers).GetAwaiter().GetResult();
        return ExitCode.Done;
    }

    private async Task Serve(WebApplication app, string file)
    {
        await using (app)
        {
            await app.StartAsync();
            Console.Out.WriteLine($"The study is at {string.Join(" and ", app.Urls)}. Ctrl-C ends it.");
            await app.WaitForShutdownAsync();
        }
        Console.Out.WriteLine($"Stopped. See {file}, or 'gan study --summary --answers {file}'.");
    }

    private void Summarise(StudySummary study, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(Json(study));
            return;
        }
        Console.Out.WriteLine($"{study.Answers} answers of {study.Participants.Count} participants");
        foreach (var share in study.Shares)
        {
            var low = share.Wilson.Low;
            var high = share.Wilson.High;
            Console.Out.WriteLine(
                share.Of == 0
                    ? $"{share.Name}: no answers yet"
                    : $"{share.Name}: {share.Count} of {share.Of}, {share.Share:0.0 %} [{low:0.0 %}, {high:0.0 %}]"
            );
        }
    }

    private static string Json(StudySummary study)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("mode", study.Mode == StudyMode.Pair ? Pair : RealOrFake);
            json.WriteNumber("answers", study.Answers);
            Write(json, "shares", study.Shares);
            Write(json, "participants", study.Participants);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<StudyShare> shares)
    {
        json.WriteStartArray(name);
        foreach (var share in shares)
        {
            json.WriteStartObject();
            json.WriteString("name", share.Name);
            json.WriteNumber("count", share.Count);
            json.WriteNumber("of", share.Of);
            if (share.Of > 0) // JSON has no NaN
            {
                json.WriteNumber("share", share.Share);
                Interval(json, "wilson", share.Wilson);
                Interval(json, "exact", share.Exact);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Interval(Utf8JsonWriter json, string name, (double Low, double High) interval)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(interval.Low);
        json.WriteNumberValue(interval.High);
        json.WriteEndArray();
    }
}
