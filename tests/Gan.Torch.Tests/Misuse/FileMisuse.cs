using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Files that are missing, cut short or something else.</summary>
internal static class FileMisuse
{
    public static BadCall[] All() =>
    [
        Of("a tensor file that is missing", () => load("/nowhere/tensor.bin"), "/nowhere/tensor.bin"),
        With("a tensor file of noise", Noise, path => load(path)),
        With("an empty tensor file", [], path => load(path)),
        Of("a module file that is missing", () => nn.Linear(2, 2).load("/nowhere/module.bin"), "/nowhere/module.bin"),
        With("a module file of noise", Noise, path => nn.Linear(2, 2).load(path)),
        With("a module file cut short", CutShort(), path => nn.Linear(2, 2).load(path)),
        Of("an optimiser's file that is missing", () => Resume("/nowhere/adam.bin"), "/nowhere/adam.bin"),
        With("an optimiser's file of noise", Noise, Resume),
        With("an empty optimiser's file", [], Resume),
        Of("a script that is missing", () => jit.load<Tensor, Tensor>("/nowhere/net.pt"), "/nowhere/net.pt"),
        With("a script of noise", Noise, path => jit.load<Tensor, Tensor>(path)),
        With("an empty script", [], path => jit.load<Tensor, Tensor>(path)),
    ];

    private static object? Resume(string path)
    {
        using var net = nn.Linear(2, 2);
        using var adam = optim.Adam(net.parameters());
        adam.load_state_dict(path);
        return null;
    }

    private static byte[] Noise
    {
        get
        {
            var bytes = new byte[500];
            new Random(1).NextBytes(bytes);
            return bytes;
        }
    }

    private static byte[] CutShort()
    {
        using var memory = new MemoryStream();
        using var linear = nn.Linear(2, 2);
        linear.save(memory);
        return memory.ToArray()[..^6];
    }

    private static BadCall With(string name, byte[] content, Func<string, object?> open) => new(name, () =>
    {
        var path = Path.Combine(Path.GetTempPath(), name.Replace(' ', '-'));
        File.WriteAllBytes(path, content);
        try
        {
            open(path);
        }
        finally
        {
            File.Delete(path);
        }
    }, name.Replace(' ', '-'));
}
