using System.Net;
using System.Text;
using System.Text.Json;
using Gan.Serving.Study;
using Microsoft.AspNetCore.Builder;

namespace Gan.Serving.Tests.Study;

/// <summary>The study's server, asked by a program.</summary>
public sealed class StudyEndpointsTests : IDisposable
{
    private readonly StudyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private async Task<(WebApplication App, HttpClient Client)> Started(StudyOptions? options = null)
    {
        var app = StudyServer.Create(options ?? folder.Options, new() { Port = 0 });
        await app.StartAsync();
        return (app, new() { BaseAddress = new(app.Urls.Single()) });
    }

    private static async Task<string> Participant(HttpClient client)
    {
        using var answer = await client.PostAsync("/participants", null);
        return (await RunningServer.Json(answer)).GetProperty("participant").GetString()!;
    }

    private static async Task<JsonElement> Trial(HttpClient client, string participant)
    {
        using var answer = await client.GetAsync($"/participants/{participant}/trial");
        return await RunningServer.Json(answer);
    }

    private static string Item(JsonElement trial) =>
        string.Join('-', trial.GetProperty("pictures").EnumerateArray().Select(p => p.GetString()));

    private static Task<HttpResponseMessage> Give(HttpClient client, string participant, string item, string answer) =>
        client.PostAsync(
            "/answers",
            new StringContent(
                $$"""{"participant":"{{participant}}","item":"{{item}}","answer":"{{answer}}","milliseconds":812.5}"""
            )
        );

    [Fact]
    public async Task A_participant_answers_each_question_once_and_the_file_has_it()
    {
        var (app, client) = await Started();
        await using var _ = app;
        var one = await Participant(client);
        for (var i = 0; i < 8; i++)
        {
            var trial = await Trial(client, one);
            trial.GetProperty("answered").GetInt32().Should().Be(i);
            trial.GetProperty("of").GetInt32().Should().Be(8);
            using var picture = await client.GetAsync($"/pictures/{Item(trial)}");
            picture.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
            using var first = await Give(client, one, Item(trial), "real");
            first.StatusCode.Should().Be(HttpStatusCode.NoContent);
            using var second = await Give(client, one, Item(trial), "fake");
            second.StatusCode.Should().Be(HttpStatusCode.Conflict);
            (await RunningServer.Error(second)).Should().StartWith("This question is answered already.");
        }
        (await Trial(client, one)).GetProperty("pictures").GetArrayLength().Should().Be(0);
        folder.Lines.Should().HaveCount(9);
        var study = StudySummary.Read(folder.Answers);
        study.Shares.Select(s => (s.Count, s.Of)).Should().Equal((4, 8), (0, 4), (4, 4));
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_was()
    {
        var (app, client) = await Started(folder.Options with { Mode = StudyMode.Pair });
        var one = await Participant(client);
        using (var given = await Give(client, one, Item(await Trial(client, one)), "left"))
        {
            given.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }
        var next = Item(await Trial(client, one));
        await app.DisposeAsync();
        (app, client) = await Started(folder.Options with { Mode = StudyMode.Pair });
        await using var _ = app;
        Item(await Trial(client, one)).Should().Be(next);
    }

    [Fact]
    public async Task Bad_input_is_refused_and_nothing_is_written()
    {
        var (app, client) = await Started();
        await using var _ = app;
        var one = await Participant(client);
        var item = Item(await Trial(client, one));
        var secret = AnswerFile.Read(folder.Answers).Head.Secret; // which a participant cannot read
        var later = new StudyPlan(folder.Options, secret).For(one)[3].Item;
        async Task Refused(Task<HttpResponseMessage> asked, int status, string sentence)
        {
            using var answer = await asked;
            ((int)answer.StatusCode).Should().Be(status);
            (await RunningServer.Error(answer)).Should().StartWith(sentence);
        }
        await Refused(
            Give(client, new string('0', 32), item, "real"),
            400,
            "This study has named no such participant."
        );
        await Refused(Give(client, one, "x", "real"), 400, "This participant is not asked that.");
        await Refused(Give(client, one, later, "real"), 400, "Another question comes first.");
        await Refused(Give(client, one, item, "left"), 400, "'answer' must be 'real' or 'fake'.");
        await Refused(client.PostAsync("/answers", new StringContent("[]")), 400, "The body must be a JSON object.");
        await Refused(client.PostAsync("/answers", new StringContent("{")), 400, "The body is no JSON");
        await Refused(client.PostAsync("/answers", new StringContent("{}")), 400, "'participant' is missing.");
        await Refused(
            client.PostAsync(
                "/answers",
                new StringContent(
                    $$"""{"participant":"{{one}}","item":"{{item}}","answer":"real","milliseconds":-1}""",
                    Encoding.UTF8
                )
            ),
            400,
            "'milliseconds' must be a number"
        );
        await Refused(client.PostAsync("/answers", new StringContent(new string(' ', 5000))), 413, "");
        await Refused(client.GetAsync("/participants/x/trial"), 400, "This study has named no such participant.");
        await Refused(client.GetAsync("/pictures/..%2Fanswers.jsonl"), 404, "There is no such picture.");
        await Refused(client.GetAsync("/answers.jsonl"), 404, "There is no GET '/answers.jsonl' here.");
        folder.Lines.Should().HaveCount(1);
    }

    [Fact]
    public void Folders_without_pictures_are_told()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder.Options.First, "empty")).FullName;
        FluentActions
            .Invoking(() => StudyServer.Create(folder.Options with { Second = empty }))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*has no PNG or JPEG files. Name a folder with pictures.");
        FluentActions
            .Invoking(() => StudyServer.Create(folder.Options with { Second = empty + "x" }))
            .Should()
            .Throw<DirectoryNotFoundException>();
        FluentActions
            .Invoking(() => StudyServer.Create(folder.Options with { Trials = 3 }))
            .Should()
            .Throw<ArgumentException>();
    }
}
