using System.Text.Json;
using Gan.Serving.Browser;
using Gan.Serving.Http;
using Gan.Serving.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Study;

/// <summary>The study's page, its questions and its answers.</summary>
internal sealed class StudyEndpoints(StudyOptions options, StudyPlan plan, AnswerFile answers, Door door)
{
    private const long MostMilliseconds = 24 * 3600 * 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in PageFiles.Study)
        {
            var page = PageFiles.Read(name);
            routes.MapGet(
                name == PageFiles.Study[0] ? "/" : $"/{name}",
                door.Handler("study", context => Send(context.Response, name, page))
            );
        }
        routes.MapPost("/participants", door.Handler("study", Begin));
        routes.MapGet("/participants/{participant}/trial", door.Handler("study", Trial));
        routes.MapPost("/answers", door.Handler("study", Answer));
        routes.MapGet("/pictures/{picture}", door.Handler("study", Picture));
    }

    private Task Begin(HttpContext context) =>
        context.Response.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("participant", plan.NewParticipant());
                json.WriteEndObject();
            }
        );

    private Task Trial(HttpContext context)
    {
        var participant = Known(context.Request.RouteValues["participant"] as string);
        var trials = plan.For(participant);
        var left = trials.Where(trial => !answers.Has(participant, trial.Item)).ToList();
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("mode", options.Mode.ToString());
                json.WriteString("question", Question);
                json.WriteNumber("answered", trials.Count - left.Count);
                json.WriteNumber("of", trials.Count);
                json.WriteNumber("exposure", options.Exposure?.TotalMilliseconds ?? 0);
                json.WriteStartArray("pictures");
                foreach (var picture in left.FirstOrDefault()?.Pictures ?? [])
                {
                    json.WriteStringValue(picture);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private async Task Answer(HttpContext context)
    {
        var body = ClientJson.Read(await context.Body());
        var participant = Known(Text(body, "participant"));
        var item = Text(body, "item");
        var trials = plan.For(participant);
        var trial = trials.FirstOrDefault(one => one.Item == item);
        if (trial is null)
        {
            throw Refusal.Bad("This participant is not asked that.");
        }
        // Nobody looks ahead and comes back: questions are answered in their order.
        var next = trials.FirstOrDefault(one => !answers.Has(participant, one.Item));
        if (next != trial && !answers.Has(participant, item))
        {
            throw Refusal.Bad("Another question comes first.");
        }
        if (!answers.Add(new(participant, item, trial.Kind, Chosen(trial, Text(body, "answer")), Milliseconds(body))))
        {
            throw new Refusal(409, "This question is answered already. The first answer counts.");
        }
        context.Response.StatusCode = 204;
    }

    private string Chosen(StudyTrial trial, string answer)
    {
        var other = trial.Kind == StudyTrial.First ? StudyTrial.Second : StudyTrial.First;
        return (options.Mode, answer) switch
        {
            (StudyMode.RealOrFake, "real") => StudyTrial.First,
            (StudyMode.RealOrFake, "fake") => StudyTrial.Second,
            (StudyMode.Pair, "left") => trial.Kind,
            (StudyMode.Pair, "right") => other,
            (StudyMode.Pair, _) => throw Refusal.Bad("'answer' must be 'left' or 'right'."),
            _ => throw Refusal.Bad("'answer' must be 'real' or 'fake'."),
        };
    }

    private static long Milliseconds(JsonElement body) =>
        body.Member("milliseconds") is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out var value)
        && value is >= 0 and <= MostMilliseconds
            ? (long)value
            : throw Refusal.Bad("'milliseconds' must be a number from 0 to one day's.");

    private static string Text(JsonElement body, string name) =>
        (body.Member(name) ?? throw Refusal.Bad($"'{name}' is missing.")).Text(name);

    private string Known(string? participant) =>
        participant is not null && plan.Knows(participant)
            ? participant
            : throw Refusal.Bad("This study has named no such participant. Open its page anew.");

    private Task Picture(HttpContext context)
    {
        var path = plan.FileOf(context.Request.RouteValues["picture"] as string ?? "");
        if (path is null || !File.Exists(path))
        {
            throw Refusal.Missing("There is no such picture.");
        }
        // Without name and age, which may tell its set.
        return Send(context.Response, path, File.ReadAllBytes(path));
    }

    private static Task Send(HttpResponse response, string name, byte[] bytes)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Bytes(PageFiles.KindOf(name), bytes);
    }

    private string Question =>
        (options.Question, options.Mode) switch
        {
            ({ Length: > 0 } own, _) => own,
            (_, StudyMode.Pair) => "Which picture looks more real?",
            _ => "Is this picture real, or did an algorithm make it?",
        };
}
