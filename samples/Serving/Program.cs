// A generator in an ASP.NET Core application of one's own, without libtorch. It takes the file that 'gan export' wrote:
// dotnet run --project samples/Serving -c Release -- digits.onnx --urls http://127.0.0.1:8080
using Gan.Serving;

var file = args.FirstOrDefault(word => word.EndsWith(".onnx", StringComparison.Ordinal)) ?? "generator.onnx";
if (!File.Exists(file))
{
    Console.Error.WriteLine($"There is no file '{file}'. Name one that 'gan export' wrote.");
    return 1;
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddGan(file, new ServingOptions { Name = "digits", MaxBatch = 32 });
var app = builder.Build();
app.MapGan();

// Pages of one's own stand beside.
app.MapGet("/", () => Results.Text("<img src='/v1/images?count=16' alt='Sixteen samples'>", "text/html"));
app.Run();
return 0;
