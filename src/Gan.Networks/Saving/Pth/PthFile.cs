using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// PyTorch's files of weights, .pth and .pt: a zip archive of a pickle and the numbers, as torch.save writes it since
/// PyTorch 1.6. No code of a file is run: its pickle may hold dictionaries, text, numbers and tensors, and nothing
/// else.
/// </summary>
public static class PthFile
{
    /// <summary>Reads the tensors of a state dict, as contiguous tensors on the CPU. The caller disposes
    /// them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">Which dictionary, where the file holds several: "g_ema", or "models.generator" for one in
    /// another. Null takes the file's only one, also within an entry "state_dict", "model_state_dict" or
    /// "model".</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of the format before PyTorch 1.6, in big-endian
    /// order, holds no single such dictionary, or has an opcode or a name of Python's that no file of weights needs;
    /// names it.</exception>
    public static Dictionary<string, Tensor> Load(string path, string? entry = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        TorchBackend.EnsureAvailable();
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"'{path}' is a folder, not a .pth file{FolderHint.Of(path)}");
        }
        using var file = File.OpenRead(path);
        try
        {
            using var archive = PthArchive.Open(file);
            return Tensors(archive, StateDictSearch.Find(new PickleMachine(archive.ReadPickle()).Run(), entry));
        }
        // What .NET's reader throws at damaged directories, entries and offsets.
        catch (Exception damage)
            when (damage
                    is ContentFault
                        or InvalidDataException
                        or EndOfStreamException
                        or NotSupportedException
                        or ArgumentException
                        or OverflowException
                        or ExternalException
            )
        {
            throw new InvalidDataException(
                $"'{path}' is no .pth file that can be read: {TorchErrors.Text(damage).TrimEnd('.')}.",
                damage
            );
        }
    }

    /// <summary>Reads a file, lends its tensors, and frees them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="use">Gets the tensors; what it wants to keep it must copy.</param>
    /// <param name="entry">Which dictionary, as in <see cref="Load"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As in <see cref="Load"/>.</exception>
    public static void Read(string path, Action<Dictionary<string, Tensor>> use, string? entry = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        var tensors = Load(path, entry);
        try
        {
            use(tensors);
        }
        finally
        {
            Free(tensors);
        }
    }

    /// <summary>Writes a state dict that torch.load reads, with weights_only=True too. The file is written beside
    /// <paramref name="path"/> and renamed into place. Equal tensors give equal files.</summary>
    /// <param name="path">The file. Its folder is made when missing.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <exception cref="ArgumentException">A tensor has a type that PyTorch's storages of weights do not have
    /// here, such as complex numbers.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file of that name is left whole.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was disposed.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var pickle = PthPickle.Of(tensors);
        FileBeside.Write(path, file => PthPickle.WriteArchive(file, pickle, tensors.Values));
    }

    private static Dictionary<string, Tensor> Tensors(PthArchive archive, Dictionary<string, PthTensor> views)
    {
        var tensors = new Dictionary<string, Tensor>();
        using var storages = new PthStorages(archive, views.Values);
        try
        {
            foreach (var (name, view) in views)
            {
                tensors.Add(name, storages.Read(view));
            }
            return tensors;
        }
        catch
        {
            Free(tensors);
            throw;
        }
    }

    private static void Free(Dictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
